//! Who is tied to whom: the schemes of the plan, dated links, what they cover, and links derived from teaching.

mod contacts;
mod coverage;
mod coverage_dto;
mod derive;
mod dto;
mod matrix;
mod queries;
mod routes;
mod rules;
mod schemes;
mod service;
mod summary;
mod targets;

pub use coverage::list_targets;
pub use dto::LiaisonLink;
pub use queries::list;
pub use routes::routes;
pub use summary::{Families, SchemeGaps, families, gaps, mine};

use crate::{auth::Actor, entities::ids::OrgUnitId};

/// The unit whose plan counts for the caller when he names none.
fn own_unit(actor: &Actor) -> Option<OrgUnitId> {
    actor.grants.iter().find_map(|grant| grant.unit_id)
}
