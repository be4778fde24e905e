//! The working-day calendar (校历): days that differ from the ordinary week.

mod working_days;

pub use working_days::{WorkingDays, working_days};
