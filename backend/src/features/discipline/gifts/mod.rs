//! The gift register (礼品登记): declined, given back or handed in.

mod dto;
mod form;
mod queries;
mod routes;
mod service;

pub use queries::list;
pub use routes::routes;
