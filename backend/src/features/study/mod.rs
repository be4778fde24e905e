//! Study (学习) and the five ones (五个一): handed in by the person, accepted by the office or the principal.
//!
//! No notes are ever demanded and no hours counted: a title and a day are enough.

mod dto;
mod filter;
mod moves;
mod queries;
mod routes;
mod service;

pub use queries::{Tasks, list, tasks};
pub use routes::routes;
