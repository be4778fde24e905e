//! Phrases that are often written in records (常用语): one's own and those of the school.

mod dto;
mod queries;
mod routes;
mod service;

pub use routes::routes;
