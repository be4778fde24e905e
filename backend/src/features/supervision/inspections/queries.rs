//! Reading inspections; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{
    dto::{Inspection, InspectionEvent, InspectionEvents},
    filter::{InspectionFilter, InspectionSort, Row},
    moves, warnings,
};
use crate::{
    auth::{
        Actor, Permission, policy,
        scope::{self, findings::findings, inspections as rows},
    },
    entities::{
        finding::{self, FindingState},
        ids::{InspectionId, OrgUnitId},
        inspection::{self, InspectionKind, InspectionState},
        inspection_event,
    },
    error::{Error, Result},
    features::accounts::account_names,
    http::{Figure, ListQuery, Paged},
};

/// The inspections the caller may see.
fn visible_to(actor: &Actor) -> Select<inspection::Entity> {
    inspection::Entity::find().filter(rows::inspections(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<InspectionFilter>,
) -> Result<Paged<Inspection>> {
    let InspectionFilter {
        sort: _,
        state,
        level,
        kind,
        unit_id,
        begins_from,
        begins_until,
    } = query.filter;
    let matching = Condition::all()
        .add_option(state.map(|states| inspection::Column::State.is_in(states.0)))
        .add_option(level.map(|levels| inspection::Column::Level.is_in(levels.0)))
        .add_option(kind.map(|kind| inspection::Column::Kind.eq(kind)))
        .add_option(unit_id.map(|unit| inspection::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(begins_from.map(|day| inspection::Column::BeginsOn.gte(day)))
        .add_option(begins_until.map(|day| inspection::Column::BeginsOn.lte(day)));
    let column = |sort| match sort {
        InspectionSort::BeginsOn => inspection::Column::BeginsOn,
    };
    let select = visible_to(actor).filter(matching);
    let mut page: Paged<Row> = query.page.fetch(db, select, column, inspection::Column::Id).await?;
    let items = show(db, actor, std::mem::take(&mut page.items)).await?;
    Ok(page.with_items(items))
}

/// The inspections the caller may see that began within some days, counted by unit.
pub async fn count_by_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<HashMap<OrgUnitId, i64>> {
    let counts: Vec<(OrgUnitId, i64)> = visible_to(actor)
        .filter(inspection::Column::BeginsOn.between(from, until))
        .select_only()
        .column(inspection::Column::UnitId)
        .column_as(inspection::Column::Id.count(), "inspections")
        .group_by(inspection::Column::UnitId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().collect())
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: InspectionId) -> Result<Inspection> {
    let row: Row = visible_to(actor)
        .filter(inspection::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The inspection as it is stored, held until the transaction ends.
pub async fn find_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: InspectionId) -> Result<inspection::Model> {
    visible_to(actor)
        .filter(inspection::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// The unit of an inspection the caller sees.
pub async fn unit_of(tx: &impl ConnectionTrait, actor: &Actor, id: InspectionId) -> Result<Option<OrgUnitId>> {
    Ok(visible_to(actor)
        .filter(inspection::Column::Id.eq(id))
        .select_only()
        .column(inspection::Column::UnitId)
        .into_tuple()
        .one(tx)
        .await?)
}

/// The inspection of which a finding is recorded.
pub async fn of_finding(tx: &impl ConnectionTrait, actor: &Actor, id: InspectionId) -> Result<inspection::Model> {
    visible_to(actor)
        .filter(inspection::Column::Id.eq(id))
        .one(tx)
        .await?
        .filter(|found| moves::takes_findings(found.state))
        .ok_or_else(|| Error::unknown_reference("inspection_id"))
}

pub async fn events(db: &impl ConnectionTrait, actor: &Actor, id: InspectionId) -> Result<InspectionEvents> {
    if visible_to(actor)
        .filter(inspection::Column::Id.eq(id))
        .count(db)
        .await?
        == 0
    {
        return Err(Error::NotFound);
    }
    let rows = inspection_event::Entity::find()
        .filter(inspection_event::Column::InspectionId.eq(id))
        .order_by_asc(inspection_event::Column::Seq)
        .all(db)
        .await?;
    let names = account_names(db, rows.iter().map(|row| row.account_id)).await?;
    let items = rows
        .into_iter()
        .map(|row| InspectionEvent {
            seq: row.seq,
            step: row.step,
            to_state: row.to_state,
            account_name: names.get(&row.account_id).cloned().unwrap_or_default(),
            note: row.note,
            changes: row.changes,
            at: row.at,
        })
        .collect();
    Ok(InspectionEvents { items })
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<Row>) -> Result<Vec<Inspection>> {
    let years = comprehensive(db, &rows).await?;
    let found = found(db, actor, &rows).await?;
    let view = |row: Row| {
        let in_year = years.get(&(row.unit_id, warnings::year_of(&row))).copied().unwrap_or(0);
        let (all, open) = found.get(&row.id).copied().unwrap_or_default();
        let query = format!("/findings?inspection_id={}", row.id);
        let writes = policy::oversees_unit(actor, Permission::InspectionsWrite, row.unit_id);
        Inspection {
            warnings: warnings::of(&row, in_year),
            findings_open: Figure::new(open, format!("{query}&state=open,in_progress,done")),
            findings: Figure::new(all, query),
            editable: writes && moves::is_editable(row.state),
            takes_findings: moves::takes_findings(row.state)
                && policy::oversees_unit(actor, Permission::FindingsWrite, row.unit_id),
            allowed_moves: if writes { moves::allowed(row.state) } else { Vec::new() },
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            title: row.title,
            list_number: row.list_number,
            level: row.level,
            kind: row.kind,
            body: row.body,
            notice_on: row.notice_on,
            begins_on: row.begins_on,
            ends_on: row.ends_on,
            items: row.items.0,
            state: row.state,
            conclusion: row.conclusion,
            cancel_reason: row.cancel_reason,
            recorded_by_name: row.recorded_by_name,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// How many comprehensive inspections the units of the rows have in each year, cancelled ones not counted.
async fn comprehensive(db: &impl ConnectionTrait, rows: &[Row]) -> Result<HashMap<(OrgUnitId, i32), usize>> {
    let days: Vec<(OrgUnitId, NaiveDate)> = inspection::Entity::find()
        .select_only()
        .columns([inspection::Column::UnitId, inspection::Column::BeginsOn])
        .filter(inspection::Column::UnitId.is_in(rows.iter().map(|row| row.unit_id)))
        .filter(inspection::Column::Kind.eq(InspectionKind::Comprehensive))
        .filter(inspection::Column::State.ne(InspectionState::Cancelled))
        .into_tuple()
        .all(db)
        .await?;
    let mut years = HashMap::new();
    for (unit, day) in days {
        *years.entry((unit, day.year())).or_default() += 1;
    }
    Ok(years)
}

/// How many findings of the rows the caller sees, and how many of them are not verified.
async fn found(db: &impl ConnectionTrait, actor: &Actor, rows: &[Row]) -> Result<HashMap<InspectionId, (i64, i64)>> {
    let states: Vec<(Option<InspectionId>, FindingState)> = finding::Entity::find()
        .select_only()
        .columns([finding::Column::InspectionId, finding::Column::State])
        .filter(findings(actor))
        .filter(finding::Column::InspectionId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut found: HashMap<InspectionId, (i64, i64)> = HashMap::new();
    for (id, state) in states {
        if let Some(id) = id {
            let counts = found.entry(id).or_default();
            counts.0 += 1;
            counts.1 += i64::from(state != FindingState::Verified);
        }
    }
    Ok(found)
}

/// Inspections that the caller's units wait for or have going (`?state=announced,running`).
pub async fn coming(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64> {
    let waiting = [InspectionState::Announced, InspectionState::Running];
    Ok(visible_to(actor)
        .filter(inspection::Column::State.is_in(waiting))
        .count(db)
        .await?)
}
