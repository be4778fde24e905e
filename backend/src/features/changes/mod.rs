//! The change feed (变更): what happened to which record, in the order of commit, as far as the caller may see it.

mod dto;
mod feed;
mod kinds;
mod retention;
mod routes;
mod rows;
mod sequencer;
mod visible;

pub use dto::{Change, event_type};
pub use feed::{KEPT, since};
pub use kinds::ChangeKind;
pub use retention::forget;
pub use routes::routes;
pub use sequencer::{sequence, waiting};
pub use visible::Seen;
