//! May this caller do that to this record? One function per question; the scope rules are in [`super::scope`].

pub mod activities;
pub mod families;
pub mod ledger;
pub mod personnel;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Actor, Permission, scope::Reach};
use crate::{
    entities::{ids::OrgUnitId, org_unit_closure},
    error::Result,
};

/// Whether one of the caller's roles carries the permission for this unit.
pub async fn reaches_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    permission: Permission,
    unit_id: OrgUnitId,
) -> Result<bool> {
    let Reach::Subtrees(roots) = Reach::of(actor, |role| permission.is_given_to(role)) else {
        return Ok(true);
    };
    let links = org_unit_closure::Entity::find()
        .filter(org_unit_closure::Column::AncestorId.is_in(roots))
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .count(db)
        .await?;
    Ok(links > 0)
}
