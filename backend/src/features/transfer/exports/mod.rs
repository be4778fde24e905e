//! Lists as workbooks (导出): what the caller sees, as he sees it.

mod columns;
mod dto;
mod lists;
mod routes;
mod service;
mod sheet;

pub use routes::routes;
pub use service::remove_expired;
