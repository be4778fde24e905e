//! Logging in: access tokens, rotated refresh tokens, and the sessions they belong to.

mod cookie;
mod dto;
mod queries;
mod routes;
mod service;

pub use routes::{routes, well_known};
pub use service::end_all;
