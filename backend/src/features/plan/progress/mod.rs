//! The progress of duties (履职进度): counters kept with the records, and what is read from them.
//!
//! Whoever writes activities calls [`activity_changed`] in the same transaction with what the record was and is;
//! whoever accepts what is handed in once, [`deliverable_changed`].

mod arithmetic;
mod burden;
mod conflicts;
mod counters;
mod counting;
mod deliverables;
mod dto;
mod facts;
mod form;
mod lists_dto;
mod load;
mod measure;
mod period;
mod read;
mod routes;
mod sheet;
mod subject;
mod trend;
mod trend_dto;
mod units;
mod weeks;
mod within;
mod words;

pub use arithmetic::ProgressState;
pub use counters::{activity_changed, calendar_changed, rebuild, verify};
pub use deliverables::{Deliverable, deliverable_changed};
pub use dto::{DutyProgress, Forecast, PersonProgress, RecordsQuery};
pub use facts::{ActivityChange, ActivityFacts, discussed};
pub use read::{Standing, of_person, staff, standing_by_unit};
pub use units::{duty_of_unit, units};
pub use within::{of_person_within, of_units_within};

pub(in crate::features::plan) use counters::rebuild_plan;
pub(in crate::features::plan) use period::SchoolCalendar;
pub(in crate::features::plan) use routes::routes;
