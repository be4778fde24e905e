//! People: who works where.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::{Row, colleague_unit, list, load};
pub use routes::routes;
pub use service::must_write;
