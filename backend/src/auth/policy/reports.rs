//! Who may write which report.

use super::super::{Actor, scope::Reach};
use crate::entities::{
    ids::{OrgUnitId, PersonId},
    role_grant::Role,
};

/// The units whose reports the caller writes.
pub fn responsible(actor: &Actor) -> Reach {
    Reach::of(actor, |role| {
        matches!(role, Role::Principal | Role::Office | Role::BranchPrincipal)
    })
}

/// Whether the caller may write it: a summary is written by the person himself, a unit's report by those responsible.
pub fn may_write(actor: &Actor, unit_id: OrgUnitId, person_id: Option<PersonId>) -> bool {
    match person_id {
        Some(person) => actor.person_id == Some(person),
        None => responsible(actor).includes(unit_id),
    }
}
