//! What every feature needs of the database: connecting, writing transactions, search text, change feed, audit chain.

pub mod audit;
pub mod backup;
pub mod changes;
mod connect;
mod migrate;
pub mod moving;
mod named;
pub mod search;
mod write;

pub use connect::connect;
pub use migrate::{is_current, migrate};
pub use named::named;
pub use write::{begin, write};

/// Rows that one statement inserts. Few, so that the statement stays small and, being the same each time, is prepared
/// once: a prepared insert of a thousand rows takes about a megabyte, and every connection keeps hundreds of them.
pub const ROWS_AT_ONCE: usize = 100;
