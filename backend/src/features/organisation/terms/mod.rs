//! Terms (学期) of a school year.

mod dto;
mod in_force;
mod queries;
mod routes;
mod service;

pub use in_force::term_on;
pub use queries::{list, visible_term};
pub use routes::routes;
