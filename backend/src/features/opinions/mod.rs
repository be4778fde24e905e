//! Opinion items (舆情): what is said of a school in public, who answers until when, and what became of it.

mod dto;
mod filter;
mod light;
mod limits;
mod moves;
mod queries;
mod raise;
mod routes;
mod service;

pub use queries::{Tasks, list, tasks};
pub use routes::routes;
