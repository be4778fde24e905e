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
