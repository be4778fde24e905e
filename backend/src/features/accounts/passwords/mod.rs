//! Setting passwords: with the old one, or with a one-time link.

mod dto;
mod routes;
mod service;

pub use routes::routes;
