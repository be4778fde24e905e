//! Reading the audit log. It is written where things happen, by `db::audit`.

mod dto;
mod queries;
mod routes;

pub use queries::list;
pub use routes::routes;
