//! The tree of units, school years and terms, and the working-day calendar.

mod dto;
mod queries;
mod routes;
mod service;

pub use routes::routes;
