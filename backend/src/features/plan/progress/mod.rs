//! The progress of duties (履职进度): counters kept with the records, and what is read from them.
//!
//! Whoever writes activities calls [`activity_changed`] in the same transaction with what the record was and is;
//! whoever accepts what is handed in once, [`deliverable_changed`].

mod arithmetic;
mod counters;
mod counting;
mod deliverables;
mod dto;
mod facts;
mod form;
mod measure;
mod period;
mod read;
mod routes;
mod sheet;
mod subject;
mod words;

pub use arithmetic::ProgressState;
pub use counters::{activity_changed, calendar_changed, rebuild, verify};
pub use deliverables::{Deliverable, deliverable_changed};
pub use dto::{DutyProgress, PersonProgress};
pub use facts::{ActivityChange, ActivityFacts};
pub use read::{of_person, staff};

pub(in crate::features::plan) use counters::rebuild_plan;
pub(in crate::features::plan) use routes::routes;
