//! `POST /oauth/token`: access tokens for client credentials (RFC 6749), as JWT (RFC 9068).

mod dto;
mod request;
mod routes;
mod service;

pub use routes::routes;
