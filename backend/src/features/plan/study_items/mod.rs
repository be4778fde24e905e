//! What a plan has everybody study (学习内容): four themes, four ways; books and film are for the office to fill in.

mod dto;
mod queries;
mod routes;
mod service;

pub use dto::StudyItem;
pub use queries::list;
pub use routes::routes;
pub use service::{copy, copy_from};
