//! The real application, called without a socket, with a clock that stands still.

use std::{future::Future, pin::Pin, rc::Rc};

use actix_web::{
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test, web,
};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use lianxin::{app, clock::Clock, config::ServerConfig, state::State, vault::Vault};
use sea_orm::DatabaseConnection;

use super::{Client, World};

/// The password of every account of the world.
pub const PASSWORD: &str = "Lianxin-2026-test";

pub(super) type Answering = Pin<Box<dyn Future<Output = ServiceResponse<BoxBody>>>>;

/// An application with its own database and the [`World`] in it.
#[derive(Clone)]
pub struct TestApp {
    pub state: web::Data<State>,
    pub world: World,
    call: Rc<dyn Fn(test::TestRequest) -> Answering>,
}

/// When every test begins: Monday, 23 November 2026, ten in the morning in China.
pub fn beginning() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

pub fn vault() -> Vault {
    Vault::new(&[7; 32]).unwrap()
}

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    server: ServerConfig,
}

/// The folder of attachments of a test: beside its database, or named as it.
pub fn files_of(url: &str) -> String {
    if let Some(path) = url.strip_prefix("sqlite:") {
        return format!("{path}.files");
    }
    let name = url.rsplit('/').next().unwrap_or_default();
    format!("{}/{name}.files", env!("CARGO_TARGET_TMPDIR"))
}

impl TestApp {
    pub async fn on(db: DatabaseConnection, url: &str, clock: Clock) -> Self {
        Self::keyed(db, url, clock, vault()).await
    }

    /// An application with a master key of its own.
    pub async fn keyed(db: DatabaseConnection, url: &str, clock: Clock, vault: Vault) -> Self {
        let files = files_of(url);
        let mut settings = vec!["lianxin", "--database", url, "--files", &files];
        // Receivers of webhooks are tests, on this machine, and those that never answer are not waited for long.
        settings.extend(["--webhook-allow", "127.0.0.1", "--webhook-timeout-seconds", "1"]);
        let config = Settings::parse_from(settings).server;
        let state = web::Data::new(State::new(db, vault, clock, config).await.unwrap());
        let service = Rc::new(test::init_service(app::build(state.clone())).await);
        let call = move |request: test::TestRequest| -> Answering {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let answer = service.call(request.to_request()).await;
                answer
                    .expect("the application answers errors itself")
                    .map_into_boxed_body()
            })
        };
        Self {
            state,
            world: World::new(),
            call: Rc::new(call),
        }
    }

    /// A client that is logged in: `app.as_("teacher_a")`.
    pub fn as_(&self, username: &str) -> Client {
        let account = self.world.account(username);
        Client::new(self.clone(), Some(account))
    }

    /// A client that is not logged in.
    pub fn anonymous(&self) -> Client {
        Client::new(self.clone(), None)
    }

    pub fn db(&self) -> &DatabaseConnection {
        &self.state.db
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// Lets time pass.
    pub fn advance(&self, by: TimeDelta) {
        self.state.clock.advance(by);
    }

    pub(super) async fn call(&self, request: test::TestRequest) -> ServiceResponse<BoxBody> {
        (self.call)(request).await
    }
}
