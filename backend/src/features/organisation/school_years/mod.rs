//! School years (学年) of a unit and everything below it.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::{find, list};
pub use routes::routes;
