//! Waivers (减免): what a person or unit is let off of its duties, asked for, decided, and counted.

mod dto;
mod moves;
mod proposals;
mod queries;
mod routes;
mod service;

pub use dto::{NewWaiver, Waiver, WaiverMove};
pub use moves::WaiverStep;
pub use queries::{list, to_decide};
pub use routes::routes;
pub use service::{make_move, request};
