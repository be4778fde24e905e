//! Dated roles of accounts (授权).

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::list;
pub use routes::routes;
pub use service::{check_an_administrator_remains, check_unit, insert};
