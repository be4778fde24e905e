//! What the ledger says in numbers (统计): rates with their counts, and who held entries how long.

mod arithmetic;
mod dto;
mod holds;
mod outcomes;
mod periods;
mod rates;
mod routes;
mod tree;

pub use arithmetic::{FEWEST, Rate, Tally, percent};
pub use holds::{LedgerHold, hold_times};
pub use outcomes::{Handling, OutcomeCount, outcomes};
pub use rates::{Measure, tally, tally_by_unit};
pub use routes::routes;
