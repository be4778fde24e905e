//! Health, metrics and verification, for those who run the server.

mod routes;
mod verify;

pub use routes::routes;
pub use verify::{Finding, verify};
