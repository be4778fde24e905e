//! School years, terms and calendar days: those of every unit the caller may see.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::SimpleExpr};

use super::{Actor, org_units};
use crate::entities::{ids::OrgUnitId, org_unit, org_unit_closure};

/// The condition that a unit column names a unit the caller may see.
pub fn of_visible_units(actor: &Actor, unit: impl ColumnTrait) -> SimpleExpr {
    let visible = org_unit::Entity::find()
        .select_only()
        .column(org_unit::Column::Id)
        .filter(org_units(actor))
        .into_query();
    unit.in_subquery(visible)
}

/// The condition that a unit column names `unit_id` or a unit above it: what holds for that unit.
pub fn in_force_for(unit_id: OrgUnitId, unit: impl ColumnTrait) -> SimpleExpr {
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .into_query();
    unit.in_subquery(above)
}
