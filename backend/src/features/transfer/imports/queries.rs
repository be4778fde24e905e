//! Reading imports; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    Cells,
    dto::{
        CellProblem, Import, ImportFilter, ImportMove, ImportRow, ImportRowFilter, ImportRowSort, ImportSort,
        ImportSummary, ImportSummaryRow, StoredRow,
    },
    sheet_dto::{ImportChange, ImportChangeFilter, ImportChangeRow, ImportChangeSort},
    values,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{ImportId, OrgUnitId, SchoolYearId},
        import, import_change, import_row, org_unit, org_unit_closure, school_year,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
    vault::Vault,
};

pub const SEALED_CELLS: &str = "import_rows.cells";

/// The imports of the caller's units.
fn visible_to(actor: &Actor) -> Select<import::Entity> {
    import::Entity::find().filter(scope::imports::imports(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ImportFilter>,
) -> Result<Paged<ImportSummary>> {
    let ImportFilter { sort: _, kind, state } = query.filter;
    let mut select = visible_to(actor);
    if let Some(kinds) = kind {
        select = select.filter(import::Column::Kind.is_in(kinds.0));
    }
    if let Some(states) = state {
        select = select.filter(import::Column::State.is_in(states.0));
    }
    let column = |sort| match sort {
        ImportSort::CreatedAt => import::Column::CreatedAt,
    };
    let page = query
        .page
        .fetch::<_, ImportSummaryRow>(db, select, column, import::Column::Id)
        .await?;
    let names = unit_names(db, page.items.iter().map(|row| row.unit_id)).await?;
    Ok(page.map(|row| ImportSummary {
        id: row.id,
        kind: row.kind,
        unit_id: row.unit_id,
        unit_name: names.get(&row.unit_id).cloned().unwrap_or_default(),
        file_name: row.file_name,
        state: row.state,
        counts: row.counts,
        version: row.version,
        created_at: row.created_at,
    }))
}

async fn unit_names(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = OrgUnitId>,
) -> Result<HashMap<OrgUnitId, String>> {
    let names: Vec<(OrgUnitId, String)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// The stored row, inside the caller's scope.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: ImportId) -> Result<import::Model> {
    visible_to(actor)
        .filter(import::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: ImportId, now: DateTime<Utc>) -> Result<Import> {
    let import = load(db, actor, id).await?;
    let names = unit_names(db, [import.unit_id].into_iter()).await?;
    Ok(Import {
        allowed_moves: ImportMove::allowed(&import, now),
        undo_until: ImportMove::undo_until(&import),
        id: import.id,
        kind: import.kind,
        unit_id: import.unit_id,
        unit_name: names.get(&import.unit_id).cloned().unwrap_or_default(),
        school_year_id: import.school_year_id,
        file_name: import.file_name,
        state: import.state,
        counts: import.counts,
        sheet: import.sheet,
        job_id: import.job_id,
        version: import.version,
        created_at: import.created_at,
        updated_at: import.updated_at,
    })
}

pub async fn rows(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: ImportId,
    query: ListQuery<ImportRowFilter>,
) -> Result<Paged<ImportRow>> {
    load(db, actor, id).await?;
    let ImportRowFilter { sort: _, action } = query.filter;
    let mut select = import_row::Entity::find().filter(import_row::Column::ImportId.eq(id));
    if let Some(actions) = action {
        select = select.filter(import_row::Column::Action.is_in(actions.0));
    }
    let column = |sort| match sort {
        ImportRowSort::RowNo => import_row::Column::RowNo,
    };
    let page = query
        .page
        .fetch::<_, StoredRow>(db, select, column, import_row::Column::ImportId)
        .await?;
    let opened = page.items.iter().map(|row| open(vault, &row.sealed));
    let mut opened = opened.collect::<Result<Vec<_>>>()?.into_iter();
    Ok(page.map(|row| show(row, &opened.next().unwrap_or_default())))
}

/// What an import wrote, as long as it can be taken back; afterwards what was left, and why.
pub async fn changes(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ImportId,
    query: ListQuery<ImportChangeFilter>,
) -> Result<Paged<ImportChange>> {
    load(db, actor, id).await?;
    let ImportChangeFilter { sort: _, left, record } = query.filter;
    let mut select = import_change::Entity::find().filter(import_change::Column::ImportId.eq(id));
    if let Some(reasons) = left {
        select = select.filter(import_change::Column::LeftBecause.is_in(reasons.0));
    }
    if let Some(records) = record {
        select = select.filter(import_change::Column::Record.is_in(records.0));
    }
    let column = |sort| match sort {
        ImportChangeSort::Seq => import_change::Column::Seq,
    };
    let page = query
        .page
        .fetch::<_, ImportChangeRow>(db, select, column, import_change::Column::RecordId)
        .await?;
    Ok(page.map(ImportChange::from))
}

pub fn open(vault: &Vault, sealed: &[u8]) -> Result<Cells> {
    Ok(serde_json::from_slice(&vault.open(SEALED_CELLS, sealed)?)?)
}

pub fn show(row: StoredRow, cells: &Cells) -> ImportRow {
    let problems = row.problems.0.into_iter().map(|problem| CellProblem {
        value: problem.column.as_ref().and_then(|column| {
            let value = cells.get(column)?;
            Some(values::shown(column, value))
        }),
        column: problem.column,
        code: problem.code,
        detail: problem.detail,
    });
    ImportRow {
        row_no: row.row_no,
        label: row.label,
        action: row.action,
        problems: problems.collect(),
        differences: row.differences.0,
    }
}

/// The school year of a unit on a day: its own, or that of the nearest unit above it.
pub async fn school_year_on(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    day: NaiveDate,
) -> Result<Option<SchoolYearId>> {
    let above = units_above(db, unit_id).await?;
    let years: Vec<school_year::Model> = school_year::Entity::find()
        .filter(school_year::Column::UnitId.is_in(above.iter().copied()))
        .filter(school_year::Column::StartsOn.lte(day))
        .filter(school_year::Column::EndsOn.gte(day))
        .all(db)
        .await?;
    let nearest = years
        .into_iter()
        .min_by_key(|year| above.iter().position(|unit_id| *unit_id == year.unit_id));
    Ok(nearest.map(|year| year.id))
}

/// Whether a school year belongs to a unit, to one above it or to one below it.
pub async fn school_year_fits(db: &impl ConnectionTrait, unit_id: OrgUnitId, year: SchoolYearId) -> Result<bool> {
    let above = units_above(db, unit_id).await?;
    let fits = sea_orm::Condition::any()
        .add(school_year::Column::UnitId.is_in(above))
        .add(school_year::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
    let found = school_year::Entity::find_by_id(year).filter(fits).one(db).await?;
    Ok(found.is_some())
}

async fn units_above(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Vec<OrgUnitId>> {
    Ok(org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .order_by_asc(org_unit_closure::Column::Depth)
        .into_tuple()
        .all(db)
        .await?)
}
