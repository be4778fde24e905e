//! The working-day calendar (校历): days that differ from the ordinary week.

mod dto;
mod queries;
mod routes;
mod service;
mod week;

pub use queries::list;
pub use routes::routes;
pub use week::{WorkingDays, working_days, working_days_of};
