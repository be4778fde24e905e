//! Calling once more (抽查回访): some of the closed entries of a month, drawn at random, once.

mod calls;
mod draws;
mod dto;
mod queries;
mod routes;

pub use queries::list;
pub use routes::routes;
