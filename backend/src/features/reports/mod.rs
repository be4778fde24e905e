//! Reports (报告): drafts drawn from the records, every figure with its source, edited by a person and then frozen.

mod diary;
mod draw;
mod dto;
mod moves;
mod period;
mod print;
mod queries;
mod regenerate;
mod routes;
mod service;

pub use dto::{NewReport, ReportPatch};
pub use queries::list;
pub use routes::routes;
pub use service::{create, freeze, prepare, update};
