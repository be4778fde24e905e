//! Files with a record (附件): always optional; pictures lose what they tell of place and camera.

mod dto;
mod kinds;
mod owner;
mod picture;
mod queries;
mod routes;
mod service;
mod store;

pub use picture::cleaned;
pub use routes::routes;
pub use service::{Kept, add_to_entry, forget_unless, keep_upload};
pub use store::{copy, reseal, verify};
