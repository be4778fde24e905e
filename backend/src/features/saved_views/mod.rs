//! Views of lists kept under a name (常用视图): one's own, and those that the office shares with its school.

mod dto;
mod queries;
mod routes;
mod service;

pub use routes::routes;
