//! Plans: drafted from a template, reviewed, adopted, and never changed afterwards.

mod adopt;
mod content;
mod diff;
mod dto;
mod form;
mod moves;
mod offer_dto;
mod offers;
mod publish;
mod queries;
mod routes;
mod service;
mod taking;

pub use adopt::adopt;
pub use dto::{NewPlan, PlanRow};
pub use moves::PlanMove;
pub use offer_dto::NewTemplateVersion;
pub use publish::publish;
pub use queries::{in_force, list};
pub use routes::routes;
pub use service::{draft, open, touch};
