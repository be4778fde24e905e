//! What is often written, in records (常用语) and with moves of the ledger (模板): one's own and what the school shares.

mod dto;
mod placeholders;
mod queries;
mod routes;
mod service;

pub use queries::list;
pub use routes::routes;
