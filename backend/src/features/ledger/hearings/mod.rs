//! Hearing those whom an entry is about (听取本人意见), before anything is found against them.

mod dto;
mod findings;
mod queries;
mod routes;
mod service;

pub use findings::{ConfirmedFinding, confirmed_count, confirmed_findings};
pub use routes::routes;
pub use service::check_heard;
