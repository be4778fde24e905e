//! One-time codes to vote (测评码), on slips to be drawn at random. Only keyed digests are kept, in an order that says
//! nothing of the slips.

mod dto;
mod routes;
mod service;
mod slips;

pub use routes::routes;
pub use service::{BallotCode, digests};
