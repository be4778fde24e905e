//! The inbox (收件箱): what somebody is told, written in the transaction of what it tells of, and read when he likes.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::unread;
pub use routes::routes;
pub use service::{News, tell};
