//! The tree of units.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::{list, school_written_for};
pub use routes::routes;
