//! What is shown of a sealed box: receipts to everybody, remarks in random order to those who read results.

mod dto;
mod queries;
mod routes;

pub use routes::routes;
