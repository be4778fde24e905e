//! The duties (职责) of a plan.

mod dto;
mod queries;
mod routes;
mod service;

pub use dto::Duty;
pub use queries::list;
pub use routes::routes;
