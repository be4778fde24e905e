//! The schools of a bureau side by side (学校概览): the same numbers for each, in the order of the tree. There is no
//! ranking, and what would point at people is not told.

mod dto;
mod print;
mod queries;
mod routes;
mod told;

pub use routes::routes;
