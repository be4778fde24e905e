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

pub use routes::routes;
#[expect(unused_imports, reason = "a correction after an objection is kept by it")]
pub use steps::note;
