//! Categories of concerns (类别): the shipped ones and a school's own, and their time limits with their history.

mod dto;
mod limits;
mod queries;
mod routes;
mod service;

pub use limits::in_force as limits_in_force;
pub use queries::visible;
pub use routes::routes;
