//! Guardians (监护人) of a household.

mod dto;
mod queries;
mod routes;
mod service;

pub use dto::{Guardian, HouseholdGuardian};
pub use queries::{of_households, revealed_of};
pub use routes::routes;
pub use service::add;
