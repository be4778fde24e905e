//! My day (我的一天): what waits, my duties, my families not yet visited, whom I keep in touch with; for overseers the
//! school at a glance. Every figure comes with the request that lists it.

mod dto;
mod queries;
mod routes;

pub use routes::routes;
