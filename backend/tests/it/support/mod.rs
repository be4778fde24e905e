//! What every test stands on: an application on either database, a school full of people, a client that checks the contract.
//!
//! ```ignore
//! both!(a_stranger_does_not_find_the_class);
//! async fn a_stranger_does_not_find_the_class(app: TestApp) {
//!     let answer = app.as_("stranger").get(format!("/classes/{}", app.world.east_3_1)).await;
//!     answer.problem(404, "not_found");
//! }
//! ```

mod app;
pub mod ballots;
mod client;
mod contract;
mod databases;
pub mod evaluation;
mod examples;
pub mod receiver;
mod record;
mod world;

pub use app::{PASSWORD, TestApp, beginning, files_of, vault};
pub use client::{Answer, Client, Outgoing, search};
pub use contract::{Contract, Operation};
pub use databases::{Engine, Stage};
pub use world::{Family, World};

/// Runs a test body on SQLite and on PostgreSQL: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! both {
    ($name:ident) => {
        mod $name {
            use $crate::support::{Engine, Stage};

            #[actix_web::test]
            async fn sqlite() {
                let stage = Stage::set(Engine::Sqlite).await;
                super::$name(stage.app().await).await;
                stage.clear().await;
            }

            #[actix_web::test]
            async fn postgres() {
                let stage = Stage::set(Engine::Postgres).await;
                super::$name(stage.app().await).await;
                stage.clear().await;
            }
        }
    };
}
