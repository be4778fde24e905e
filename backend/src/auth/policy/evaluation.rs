//! Whom a result is about, and who decides about objections to it.

use super::super::{Actor, Permission};
use crate::entities::{evaluation_object, evaluation_rules::ObjectKind, ids::OrgUnitId, role_grant::Role};

/// The roles that lead a unit: the result of its leadership team is theirs.
pub const HEADS: [Role; 2] = [Role::Principal, Role::BranchPrincipal];

/// The units whose leadership team the caller leads.
pub fn led_units(actor: &Actor) -> Vec<OrgUnitId> {
    let heading = actor.grants.iter().filter(|grant| HEADS.contains(&grant.role));
    heading.filter_map(|grant| grant.unit_id).collect()
}

/// Whether a result is about the caller: himself, or the leadership team he leads.
pub fn is_about(actor: &Actor, object: &evaluation_object::Model) -> bool {
    match object.kind {
        ObjectKind::Cadre => object.person_id.is_some() && object.person_id == actor.person_id,
        ObjectKind::LeadershipTeam => led_units(actor).contains(&object.unit_id),
    }
}

/// Whether the caller answers for the results of a unit's rounds.
pub fn holds_results(actor: &Actor, unit_id: OrgUnitId) -> bool {
    super::oversees_unit(actor, Permission::EvaluationResults, unit_id)
}
