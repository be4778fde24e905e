//! The tree of units.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::list;
pub use routes::routes;
