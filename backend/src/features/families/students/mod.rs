//! Pupils (学生) and their time in classes.

mod dto;
mod enrolments;
mod queries;
mod routes;
mod service;

pub use enrolments::end_enrolment;
pub use queries::list;
pub use routes::routes;
