//! May this caller do that to this record? One function per question; the scope rules are in [`super::scope`].

pub mod activities;
pub mod evaluation;
pub mod families;
pub mod ledger;
pub mod personnel;
pub mod plan;
pub mod pupil_files;
pub mod reports;

use super::{Actor, Permission, scope::Reach};
use crate::{
    entities::ids::OrgUnitId,
    error::{Error, Result},
};

/// Whether one of the caller's roles carries the permission for this unit.
pub fn reaches_unit(actor: &Actor, permission: Permission, unit_id: OrgUnitId) -> bool {
    Reach::of(actor, |role| permission.is_given_to(role)).includes(unit_id)
}

/// Whether the caller oversees this unit with a role that carries the permission.
pub fn oversees_unit(actor: &Actor, permission: Permission, unit_id: OrgUnitId) -> bool {
    Reach::overseeing(actor, permission).includes(unit_id)
}

/// 403 unless the caller may change the school years, terms and calendar of this unit.
pub fn must_write_organisation(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if reaches_unit(actor, Permission::OrganisationWrite, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "只能修改本单位范围内的校历。",
        "You may only change the calendar of your own scope.",
    ))
}
