//! The progress of duties (履职进度): counters kept with the records, and what is read from them.
//!
//! Whoever writes activities calls [`activity_changed`] in the same transaction with what the record was and is.

mod counters;
mod counting;
mod facts;
mod period;

pub(in crate::features::plan) use counters::rebuild_plan;
pub use counters::{activity_changed, calendar_changed, rebuild, verify};
pub use facts::{ActivityChange, ActivityFacts};
