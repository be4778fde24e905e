//! Rounds of evaluation (考评): from draft to archive.

mod assessors;
mod dto;
mod filter;
mod lists_dto;
mod moves;
mod objects;
mod opening;
mod proposals;
mod queries;
mod routes;
mod rules;
mod service;
mod steps;

pub use queries::{count_by_unit, list};
pub use routes::routes;
pub use steps::note;
