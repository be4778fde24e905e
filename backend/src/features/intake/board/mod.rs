//! The public board (公开栏): what was raised and what came of it, without anybody's name and without small numbers.

mod counts;
mod dto;
mod privacy;
mod queries;
mod routes;
mod service;
mod suppression;

pub use dto::NewBoardSummary;
pub use routes::routes;
pub use service::publish;
