//! The ledger of people's concerns (民情台账): registered, routed, answered, called back, closed with an honest outcome.

mod amend;
mod chain;
mod clock;
mod dto;
mod filter;
mod handover;
mod identity;
mod input;
mod move_input;
mod moves;
mod names;
mod places;
mod queries;
mod register;
mod routes;
mod service;
mod stages;
mod stats;
mod trail;

pub use chain::{Break, hash_of, verify_chains};
pub use clock::Light;
pub use filter::{LedgerEntryRow, LedgerFilter};
pub use handover::{HandledEntry, handled_by, take_over};
pub use identity::{seal as seal_identity, words_of_submitter};
pub use input::{LedgerIdentity, NewLedgerEntry};
pub use queries::{categories, count, list};
pub use register::{numbered, register as register_entry};
pub use routes::routes;
pub use stages::note_holder;
pub use stats::{LedgerOutcomes, LedgerStats, MyTurn, my_turn, stats};
