//! Saved views: one's own, those shared by a unit one works in or one above it, and those of the units one keeps.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Actor, Permission, Reach};
use crate::entities::{ids::OrgUnitId, org_unit_closure, saved_view::Column};

/// The views a caller is offered or keeps.
pub fn saved_views(actor: &Actor) -> Condition {
    let own_units: Vec<OrgUnitId> = actor.grants.iter().filter_map(|grant| grant.unit_id).collect();
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(own_units))
        .into_query();
    let kept = Reach::of(actor, |role| Permission::ViewsShare.is_given_to(role));
    Condition::any()
        .add(Column::AccountId.eq(actor.account_id))
        .add(Column::UnitId.in_subquery(above))
        .add(kept.covers(Column::UnitId))
}
