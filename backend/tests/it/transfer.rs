//! Imports, exports and jobs, through HTTP, on both databases.

mod exports;
mod hostile;
mod imports;
mod kinds;
mod sheets;

pub use sheets::{cells, exported};
