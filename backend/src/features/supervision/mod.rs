//! Findings (问题整改): gaps found by oneself or by others, who puts them right until when, and who looked.

mod dto;
mod filter;
mod form;
mod moves;
mod queries;
mod routes;
mod rules;
mod service;

pub use queries::{Tasks, list, tasks};
pub use routes::routes;
