//! Who is tied to whom: the schemes of the plan, dated links, what they cover, and links derived from teaching.

mod absences;
mod cards;
mod contacts;
mod coverage;
mod coverage_dto;
mod coverage_form;
mod derive;
mod dto;
mod handovers;
pub mod import;
mod matrix;
mod matrix_form;
mod own_scheme_dto;
mod own_scheme_end;
mod own_scheme_routes;
mod own_schemes;
mod printing;
mod proposals;
mod queries;
mod routes;
mod rules;
mod schemes;
mod service;
mod summary;
mod targets;
mod teaching;

pub use absences::list as list_absences;
pub use cards::{issue as issue_cards, list as list_contact_cards, whom_a_card_names};
pub use coverage::{list_loads, list_targets};
pub use dto::LiaisonLink;
pub use handovers::{HandedLink, NewHandover, SEALED_PACK, hand_over, list as list_handovers};
pub use own_scheme_dto::NewLiaisonScheme;
pub use own_schemes::{create as add_scheme, list as list_own_schemes};
pub use proposals::{NewLiaisonProposal, list as list_proposals, propose};
pub use queries::list;
pub use summary::{Families, SchemeCounts, SchemeGaps, coverage_by_unit, families, gaps, mine};

use crate::{auth::Actor, db, entities::ids::OrgUnitId, error::Result, http::Routes, state::State};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    // Before `/liaison-links/{id}`, which would take `handover` for an id.
    handovers::routes(config);
    routes::routes(config);
    own_scheme_routes::routes(config);
    proposals::routes(config);
    cards::routes(config);
}

/// Tidies up after an earlier run of the server: proposals that were cut off.
pub async fn recover(state: &State) -> Result<()> {
    let now = state.clock.now();
    db::write(&state.db, async |tx| proposals::recover(tx, now).await).await
}

/// The unit whose plan counts for the caller when he names none.
fn own_unit(actor: &Actor) -> Option<OrgUnitId> {
    actor.grants.iter().find_map(|grant| grant.unit_id)
}
