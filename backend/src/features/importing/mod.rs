//! What the importers of all features share: what a row would do, what was written, and taking it back.

mod plan;
mod undo;

pub use plan::{RowPlan, shown, take, take_known};
pub use undo::{TakenBack, Written, stored, take_back};
