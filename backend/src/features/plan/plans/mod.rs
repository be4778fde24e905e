//! Plans: drafted from a template, reviewed, adopted, and never changed afterwards.

mod adopt;
mod diff;
mod dto;
mod moves;
mod queries;
mod routes;
mod service;

pub use adopt::adopt;
pub use dto::{NewPlan, PlanRow};
pub use moves::PlanMove;
pub use queries::in_force;
pub use routes::routes;
pub use service::{draft, open, touch};
