//! Raising a concern and following it, without an account.

mod dto;
mod follow;
mod places;
mod routes;
mod submit;
mod view;

pub use places::school_of;
pub use routes::routes;
