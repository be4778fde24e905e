//! Read-only access for inspectors (督查阅览): chosen records, a limited time, no account. Nobody who raised a concern
//! is named, names of pupils and guardians are covered, and every look is written down.

mod choose;
mod dto;
mod public;
mod queries;
mod records;
mod routes;
mod service;

pub use queries::list;
pub use routes::routes;
