//! Health and metrics, for those who run the server.

mod routes;

pub use routes::routes;
