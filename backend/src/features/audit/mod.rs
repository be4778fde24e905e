//! Reading the audit log. It is written where things happen, by `db::audit`.

mod dto;
mod queries;
mod routes;

pub use routes::routes;
