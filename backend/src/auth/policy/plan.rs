//! Who writes which plan, and who asks for and decides about waivers.

use super::super::{
    Actor, Permission,
    scope::{Reach, plan::oversees_school},
};
use crate::entities::{duty_waiver::WaiverAuthority, ids::OrgUnitId, role_grant::Role};

/// Whether the caller writes plans of this unit: schools theirs and below, a bureau only its own.
pub fn writes(actor: &Actor, unit_id: OrgUnitId) -> bool {
    let schools = Reach::of(actor, |role| {
        role != Role::Bureau && Permission::PlanWrite.is_given_to(role)
    });
    schools.includes(unit_id) || publishes(actor, unit_id)
}

/// Whether the caller adopts plans of this unit.
pub fn adopts(actor: &Actor, unit_id: OrgUnitId) -> bool {
    Reach::of(actor, |role| Permission::PlanAdopt.is_given_to(role)).includes(unit_id)
}

/// Whether the caller publishes plans of this unit as templates: the bureau its own.
pub fn publishes(actor: &Actor, unit_id: OrgUnitId) -> bool {
    actor
        .grants
        .iter()
        .any(|grant| Permission::PlanPublish.is_given_to(grant.role) && grant.unit_id == Some(unit_id))
}

/// Whether the caller asks for waivers of a unit's own duties.
pub fn asks_for_unit(actor: &Actor, unit_id: OrgUnitId) -> bool {
    Reach::of(actor, oversees_school).includes(unit_id)
}

/// Whether the caller decides about waivers of this unit; about himself nobody does.
pub fn decides(actor: &Actor, authority: WaiverAuthority, unit_id: OrgUnitId) -> bool {
    let deciding = match authority {
        WaiverAuthority::School => Role::Principal,
        WaiverAuthority::Bureau => Role::Bureau,
    };
    Reach::of(actor, |role| {
        role == deciding && Permission::WaiversDecide.is_given_to(role)
    })
    .includes(unit_id)
}
