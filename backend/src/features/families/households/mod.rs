//! Households (家庭): siblings share one.

mod dto;
mod queries;
mod routes;
mod service;

pub use queries::{Row, list, load};
pub use routes::routes;
pub use service::{add, of_pupil, open_address, refresh_search, touch};
