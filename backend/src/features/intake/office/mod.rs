//! What the office does for those outside: codes for callers, and whom of the staff a concern means.

mod dto;
mod mentions;
mod routes;
mod slips;

pub use mentions::mention;
pub use routes::routes;
