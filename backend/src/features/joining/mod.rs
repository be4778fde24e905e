//! A school joins a bureau (并入): it moves from its own SQLite database into the PostgreSQL database in which other
//! schools already are. Everything in one transaction, compared row by row; whatever fails leaves both as they were.
//!
//! Ids are `UUIDv7`, so nearly every row comes as it is. What differs: the school stands below the bureau, sealed values
//! are sealed under the bureau's key, the audit log continues the bureau's, every record is announced in its feed, and
//! nobody who had rights over the school's whole installation has any over the bureau's.

mod announcing;
mod comparing;
mod conflicts;
mod copying;
mod join;
mod place;
mod rows;
mod seals;
mod staying;

pub use copying::Table;
pub use join::{Failure, Joined, Order, Side, join};
pub use rows::NewNames;
