//! Ballot boxes (票箱): one of every group of voters of a round; who may vote, who counts papers, how many voted.

mod dto;
mod life;
mod queries;
mod routes;
mod service;

pub use dto::{BallotBox, BallotCounts, HygieneCount};
pub use life::{open, prepare};
pub use queries::{RoundBox, find_to_run, find_visible, place_of, rules_of, show, with_rounds};
pub use routes::routes;
pub use service::touch;
