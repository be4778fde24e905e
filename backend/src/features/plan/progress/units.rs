//! The duties of units themselves, in a list by name.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{
    lists_dto::{UnitProgress, UnitProgressFilter, UnitProgressSort, UnitRow},
    sheet,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        duty,
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
    },
    error::Result,
    http::{ListQuery, Paged},
};

/// The units whose own duties the caller may follow.
fn visible_to(actor: &Actor) -> Select<org_unit::Entity> {
    org_unit::Entity::find().filter(scope::plan::units_with_duties(actor))
}

/// A page of schools and kindergartens with the duties of each.
pub async fn units(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<UnitProgressFilter>,
    today: NaiveDate,
) -> Result<Paged<UnitProgress>> {
    let UnitProgressFilter { unit_id, on, sort: _ } = query.filter;
    let on = on.unwrap_or(today);
    let mut select =
        visible_to(actor)
            .filter(org_unit::Column::ClosedOn.is_null())
            .filter(org_unit::Column::Kind.is_in([
                OrgUnitKind::CentralSchool,
                OrgUnitKind::VillageSchool,
                OrgUnitKind::Kindergarten,
            ]));
    if let Some(unit_id) = unit_id {
        select = select.filter(org_unit::Column::Id.in_subquery(scope::units_below(&[unit_id])));
    }
    let column = |sort| match sort {
        UnitProgressSort::Name => org_unit::Column::Name,
    };
    let page: Paged<UnitRow> = query.page.fetch(db, select, column, org_unit::Column::Id).await?;
    let ids: Vec<OrgUnitId> = page.items.iter().map(|unit| unit.id).collect();
    let sheets = sheet::duties_of_units(db, &ids, on).await?;
    Ok(page.map(|unit| {
        let sheet = sheets.iter().find(|(_, units)| units.contains(&unit.id));
        let cells = sheet.map(|(sheet, _)| sheet.progress_of_unit(&unit, today));
        UnitProgress {
            unit_id: unit.id,
            unit_name: unit.name,
            unit_kind: unit.kind,
            cells: cells.unwrap_or_default().into_iter().map(Into::into).collect(),
        }
    }))
}

/// A duty of the plan that a unit works by on a day.
pub async fn duty_of_unit(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    code: &str,
    on: NaiveDate,
) -> Result<Option<duty::Model>> {
    let Some(plan) = sheet::plan_of_unit(db, unit_id, on).await? else {
        return Ok(None);
    };
    Ok(duty::Entity::find()
        .filter(duty::Column::PlanId.eq(plan.id))
        .filter(duty::Column::Code.eq(code))
        .one(db)
        .await?)
}
