//! Assessors' sheets (考核表), and what of a person's work they see beside them.

mod dto;
mod evidence;
mod filter;
mod form;
mod hygiene;
mod moves;
mod progress;
mod queries;
mod routes;
mod rules;
mod service;
mod set_aside;

pub use queries::{count_to_do, list};
pub use routes::routes;
pub use service::hand_out;
pub use set_aside::set_aside;
