//! Family committees (家长委员会): one per school and term of office, its members, and where its meetings are.

mod dto;
mod members;
mod queries;
mod routes;
mod service;

pub use members::keep_phone;
pub use queries::list;
pub use routes::routes;
