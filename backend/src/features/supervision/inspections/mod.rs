//! Inspections (督查): who inspects which unit, what was looked at, and what was found.

mod dto;
mod filter;
mod form;
mod moves;
mod queries;
mod routes;
mod rules;
mod service;
mod warnings;

pub use queries::{coming, count_by_unit, list, of_finding, unit_of};
pub use routes::routes;
