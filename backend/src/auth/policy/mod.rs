//! May this caller do that to this record? One function per question; the scope rules are in [`super::scope`].

pub mod activities;
pub mod families;
pub mod ledger;
pub mod personnel;
pub mod pupil_files;
pub mod reports;

use super::{Actor, Permission, scope::Reach};
use crate::entities::ids::OrgUnitId;

/// Whether one of the caller's roles carries the permission for this unit.
pub fn reaches_unit(actor: &Actor, permission: Permission, unit_id: OrgUnitId) -> bool {
    Reach::of(actor, |role| permission.is_given_to(role)).includes(unit_id)
}

/// Whether the caller oversees this unit with a role that carries the permission.
pub fn oversees_unit(actor: &Actor, permission: Permission, unit_id: OrgUnitId) -> bool {
    Reach::overseeing(actor, permission).includes(unit_id)
}
