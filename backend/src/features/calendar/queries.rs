//! Reading the calendar; every select starts at [`visible_to`].

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{CalendarDay, CalendarDayFilter, CalendarDaySort};
use crate::{
    auth::{
        Actor,
        scope::organisation::{in_force_for, of_visible_units},
    },
    entities::{
        calendar_day,
        ids::{CalendarDayId, OrgUnitId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The calendar of the units the caller may see.
fn visible_to(actor: &Actor) -> Select<calendar_day::Entity> {
    calendar_day::Entity::find().filter(of_visible_units(actor, calendar_day::Column::UnitId))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<CalendarDayFilter>,
) -> Result<Paged<CalendarDay>> {
    let CalendarDayFilter {
        unit_id,
        day_from,
        day_to,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(unit_id) = unit_id {
        select = select.filter(in_force_for(unit_id, calendar_day::Column::UnitId));
    }
    if let Some(from) = day_from {
        select = select.filter(calendar_day::Column::Day.gte(from));
    }
    if let Some(to) = day_to {
        select = select.filter(calendar_day::Column::Day.lte(to));
    }
    let column = |sort| match sort {
        CalendarDaySort::Day => calendar_day::Column::Day,
    };
    query.page.fetch(db, select, column, calendar_day::Column::Id).await
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: CalendarDayId) -> Result<CalendarDay> {
    visible_to(actor)
        .filter(calendar_day::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// What a unit itself says about a day.
pub async fn find_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: OrgUnitId,
    day: NaiveDate,
) -> Result<Option<CalendarDay>> {
    Ok(visible_to(actor)
        .filter(calendar_day::Column::UnitId.eq(unit_id))
        .filter(calendar_day::Column::Day.eq(day))
        .into_partial_model()
        .one(db)
        .await?)
}
