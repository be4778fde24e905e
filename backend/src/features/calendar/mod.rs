//! The working-day calendar (校历): days that differ from the ordinary week.

mod dto;
mod queries;
mod routes;
mod service;
mod working_days;

pub use routes::routes;
pub use working_days::{WorkingDays, working_days, working_days_of};
