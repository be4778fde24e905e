//! Lists as workbooks (导出): what the caller sees, as he sees it.

mod columns;
mod dto;
mod lists;
mod pages;
mod routes;
mod service;
mod sheet;

pub use dto::{ExportCodes, ExportFormat, ExportList, NewExport};
pub use routes::routes;
pub use service::{SEALED_FILE, export_now, remove_expired};
