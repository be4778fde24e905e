//! Schemes of evaluation (考评方案): written, put in force, replaced by a new version.

mod check;
mod dto;
mod example;
mod filter;
mod moves;
mod queries;
mod routes;
mod service;

pub use example::rules as example;
pub use queries::{list, of_round};
pub use routes::routes;
