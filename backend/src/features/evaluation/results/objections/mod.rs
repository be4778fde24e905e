//! Objections to results (复核): filed by whom a result is about, decided by those who answer for the round.

mod dto;
mod filter;
mod moves;
mod queries;
mod routes;
mod service;

pub use queries::list;
pub use routes::routes;
