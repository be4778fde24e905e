//! Which term holds for a unit on a day.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    entities::{ids::OrgUnitId, org_unit_closure, term},
    error::Result,
};

/// The term that holds for a unit on a day: its own, or that of the nearest unit above it.
pub async fn term_on(db: &impl ConnectionTrait, unit_id: OrgUnitId, day: NaiveDate) -> Result<Option<term::Model>> {
    let above: Vec<OrgUnitId> = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .order_by_asc(org_unit_closure::Column::Depth)
        .into_tuple()
        .all(db)
        .await?;
    let terms = term::Entity::find()
        .filter(term::Column::UnitId.is_in(above.iter().copied()))
        .filter(term::Column::StartsOn.lte(day))
        .filter(term::Column::EndsOn.gte(day))
        .all(db)
        .await?;
    Ok(terms
        .into_iter()
        .min_by_key(|term| above.iter().position(|unit_id| *unit_id == term.unit_id)))
}
