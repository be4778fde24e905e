//! The register of stays at village schools (驻校登记): nights, meals, and whether they were paid.

mod dto;
mod form;
mod queries;
mod routes;

pub use queries::list;
pub use routes::routes;
