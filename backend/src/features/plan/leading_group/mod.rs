//! The leading group (领导小组) of a plan: places, and who takes them.

mod dto;
mod matching;
mod queries;
mod routes;
mod service;

pub use dto::LeadingGroupMember;
pub use matching::places;
pub use queries::list;
pub use routes::routes;
pub use service::{copy, copy_from};
