//! The tree of units.

mod dto;
mod queries;
mod routes;
mod service;

pub use routes::routes;
