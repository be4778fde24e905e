//! Teaching assignments (任课): who teaches what in a class in a term.

mod dto;
mod queries;
mod routes;
mod service;

pub use dto::TeachingAssignment;
pub use queries::{list, of_class};
pub use routes::routes;
