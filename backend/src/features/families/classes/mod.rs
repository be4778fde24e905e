//! Classes (班级) of a school year.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::{list, load};
pub use routes::routes;
