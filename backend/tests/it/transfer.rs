//! Imports, exports and jobs, through HTTP, on both databases.

mod exports;
mod hostile;
mod imports;
mod kinds;
mod sheets;
mod undo;

pub use sheets::{cells, exported};
