//! Rules and writes of imports, but for the commit.

use actix_web::web;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use tokio::sync::Semaphore;

use super::{
    Cells,
    check::{self, Checker, Target, Verdict},
    dto::{Import, ImportMove, NewImport, StoredRow},
    headers::{self, Remembered},
    queries::{self, SEALED_CELLS},
    sheets,
};
use crate::{
    auth::{Actor, Permission, policy},
    db::{ROWS_AT_ONCE, audit},
    entities::{
        audit_event::AuditAction,
        ids::{ImportId, JobId, OrgUnitId},
        import::{self, ImportCounts, ImportKind, ImportSheet, ImportState},
        import_row::{self, RowDifferences, RowProblems},
        job::JobKind,
    },
    error::{Error, Result},
    features::{
        jobs::{self, NewJob},
        transfer::workbook::{self, Column, Found, Table},
    },
    language::text,
    state::State,
    vault::Vault,
};

/// Workbooks are read one at a time: what one may unpack to is bounded, and so is the sum.
static READING: Semaphore = Semaphore::const_new(1);
/// Rows that are compared at a time.
const PORTION: usize = 1_000;

/// A sheet that was read and compared, nothing written yet.
#[derive(Debug)]
pub struct Preview {
    new: NewImport,
    file_name: String,
    sheet: ImportSheet,
    rows: Vec<workbook::Row>,
    verdicts: Vec<Verdict>,
    /// How the headers are to be read the next time.
    remember: Option<Remembered>,
}

impl Preview {
    pub fn counts(&self) -> ImportCounts {
        check::count(&self.verdicts)
    }

    /// What is wrong: row, column where it is one cell, and the words for it.
    pub fn problems(&self) -> impl Iterator<Item = (i32, Option<&str>, &str)> {
        let rows = self.rows.iter().zip(&self.verdicts);
        rows.flat_map(|(row, verdict)| {
            let problems = verdict.problems.iter();
            problems.map(|problem| (row_no(row), problem.column.as_deref(), problem.detail.as_str()))
        })
    }
}

/// Reads a sheet and compares it with what is recorded.
pub async fn preview(
    state: &State,
    actor: &Actor,
    mut new: NewImport,
    file_name: String,
    content: web::Bytes,
) -> Result<Preview> {
    check_reach(actor, new.kind, new.unit_id)?;
    new.school_year_id = school_year(state, &new).await?;
    let understanding = headers::understanding(&state.db, &new).await?;
    let remember = new.mapping.is_some();
    let wanted = understanding.wanted;
    let table = {
        let _turn = READING
            .acquire()
            .await
            .map_err(|error| Error::Internal(error.to_string()))?;
        web::block(move || workbook::read(&content, &understanding))
            .await
            .map_err(|error| Error::Internal(error.to_string()))??
    };
    refuse_missing_columns(&table, wanted)?;
    let remember = remember.then(|| Remembered::of(&new, &table.headers, wanted));
    let mut sheet = describe(&table.headers, wanted);
    let rows = table.rows;
    let mut checker = Checker::load(&state.db, &state.vault, actor, target(state, &new)).await?;
    let mut verdicts = Vec::with_capacity(rows.len());
    for portion in rows.chunks(PORTION) {
        let cells: Vec<Cells> = portion.iter().map(|row| named(row, wanted)).collect();
        verdicts.extend(checker.check(&state.db, &cells).await?);
    }
    sheet.new_classes = checker.new_classes();
    Ok(Preview {
        new,
        file_name,
        sheet,
        rows,
        verdicts,
        remember,
    })
}

/// Refuses a unit for which the caller may not take over such records.
pub fn check_reach(actor: &Actor, kind: ImportKind, unit_id: OrgUnitId) -> Result<()> {
    if !policy::reaches_unit(actor, Permission::ImportsRun, unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    if !policy::reaches_unit(actor, sheets::permission(kind), unit_id) {
        return Err(Error::forbidden(
            "您的角色不能登记这类记录，因此也不能导入。",
            "Your role may not make such records, so it may not import them.",
        ));
    }
    Ok(())
}

fn target(state: &State, new: &NewImport) -> Target {
    Target {
        kind: new.kind,
        unit_id: new.unit_id,
        school_year_id: new.school_year_id,
        now: state.clock.now(),
    }
}

/// The school year of an import whose rows belong to one: the one given, else the present one.
async fn school_year(state: &State, new: &NewImport) -> Result<Option<crate::entities::ids::SchoolYearId>> {
    if !sheets::has_school_year(new.kind) {
        return Ok(None);
    }
    if let Some(year) = new.school_year_id {
        return if queries::school_year_fits(&state.db, new.unit_id, year).await? {
            Ok(Some(year))
        } else {
            Err(Error::unknown_reference("school_year_id"))
        };
    }
    let year = queries::school_year_on(&state.db, new.unit_id, state.clock.today()).await?;
    year.map(Some).ok_or_else(|| {
        Error::invalid(
            "school_year_id",
            "required",
            text(
                "该单位今天不在任何学年内，请选择学年",
                "the unit has no school year today: choose one",
            ),
        )
    })
}

fn refuse_missing_columns(table: &Table, wanted: &[Column]) -> Result<()> {
    let missing = headers::missing(&table.headers, wanted);
    let missing: Vec<&str> = missing
        .filter(|column| column.required)
        .map(|column| column.title)
        .collect();
    if !missing.is_empty() {
        return Err(workbook::refused(
            "missing_columns",
            text(
                format!("缺少必需的列：{}。请指定哪一列是它们，或使用模板。", missing.join("、")),
                format!(
                    "These columns are missing: {}. Say which headers they are, or use the template.",
                    missing.join(", ")
                ),
            ),
        ));
    }
    if table.rows.is_empty() {
        return Err(workbook::refused(
            "empty_sheet",
            text("表头下面没有数据。", "There is nothing below the header."),
        ));
    }
    Ok(())
}

fn describe(found: &[Found], wanted: &[Column]) -> ImportSheet {
    let read = |found: &&Found| found.column.is_some();
    let mut recognised: Vec<usize> = found.iter().filter_map(|found| found.column).collect();
    recognised.sort_unstable();
    ImportSheet {
        columns: headers::show(found, wanted),
        recognised: recognised.into_iter().map(|at| wanted[at].title.to_owned()).collect(),
        ignored: found
            .iter()
            .filter(|found| !read(found))
            .map(|found| found.header.clone())
            .collect(),
        missing: headers::missing(found, wanted)
            .map(|column| column.title.to_owned())
            .collect(),
        new_classes: Vec::new(),
    }
}

fn named(row: &workbook::Row, wanted: &[Column]) -> Cells {
    let cells = wanted.iter().zip(row.cells());
    cells
        .filter(|(_, value)| !value.is_empty())
        .map(|(column, value)| (column.title.to_owned(), value.to_owned()))
        .collect()
}

fn row_no(row: &workbook::Row) -> i32 {
    i32::try_from(row.number).unwrap_or(i32::MAX)
}

/// Writes a preview down: the import, its rows (sealed), and that it was made.
pub async fn create(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    preview: &Preview,
    now: DateTime<Utc>,
) -> Result<Import> {
    let id = ImportId::new();
    let counts = preview.counts();
    if let Some(remember) = &preview.remember {
        remember.keep(tx, now).await?;
    }
    import::Entity::insert(import::ActiveModel {
        id: Set(id),
        kind: Set(preview.new.kind),
        unit_id: Set(preview.new.unit_id),
        school_year_id: Set(preview.new.school_year_id),
        file_name: Set(preview.file_name.clone()),
        state: Set(ImportState::Previewed),
        counts: Set(counts.clone()),
        sheet: Set(preview.sheet.clone()),
        created_by: Set(actor.account_id),
        job_id: Set(None),
        committed_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    let wanted = sheets::of(preview.new.kind).columns;
    for (rows, verdicts) in preview
        .rows
        .chunks(ROWS_AT_ONCE)
        .zip(preview.verdicts.chunks(ROWS_AT_ONCE))
    {
        let rows = rows.iter().zip(verdicts).map(|(row, verdict)| {
            let cells = serde_json::to_vec(&named(row, wanted))?;
            Ok(import_row::ActiveModel {
                import_id: Set(id),
                row_no: Set(row_no(row)),
                action: Set(verdict.action),
                sealed: Set(vault.seal(SEALED_CELLS, &cells)?),
                label: Set(verdict.label.clone()),
                problems: Set(RowProblems(verdict.problems.clone())),
                differences: Set(RowDifferences(verdict.differences.clone())),
            })
        });
        let rows = rows.collect::<Result<Vec<_>>>()?;
        import_row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(preview.new.unit_id),
        details: json!({"kind": preview.new.kind, "counts": counts}),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ImportPreviewed)
    };
    audit::record(tx, vault, now, entry).await?;
    queries::find(tx, actor, id, now).await
}

pub async fn update_row(tx: &impl ConnectionTrait, row: &StoredRow) -> Result<()> {
    import_row::Entity::update_many()
        .set(import_row::ActiveModel {
            action: Set(row.action),
            sealed: Set(row.sealed.clone()),
            label: Set(row.label.clone()),
            problems: Set(row.problems.clone()),
            differences: Set(row.differences.clone()),
            ..Default::default()
        })
        .filter(import_row::Column::ImportId.eq(row.import_id))
        .filter(import_row::Column::RowNo.eq(row.row_no))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn update_import(
    tx: &impl ConnectionTrait,
    id: ImportId,
    change: import::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    import::Entity::update_many()
        .set(import::ActiveModel {
            updated_at: Set(now),
            ..change
        })
        .col_expr(import::Column::Version, Expr::col(import::Column::Version).add(1))
        .filter(import::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Queues the job that writes an import or takes it back: of how many records, where that is known.
pub async fn queue_job(
    tx: &DatabaseTransaction,
    actor: &Actor,
    import: &import::Model,
    (kind, total): (JobKind, Option<i32>),
    now: DateTime<Utc>,
) -> Result<JobId> {
    let job = NewJob {
        kind,
        owner: actor.account_id,
        unit_id: Some(import.unit_id),
        total,
        params: json!({"import_id": import.id}),
    };
    let job_id = jobs::queue(tx, job, now).await?;
    let undoing = kind == JobKind::ImportUndo;
    let change = import::ActiveModel {
        state: Set(if undoing {
            ImportState::Undoing
        } else {
            ImportState::Committing
        }),
        job_id: Set(Some(job_id)),
        ..Default::default()
    };
    update_import(tx, import.id, change, now).await?;
    Ok(job_id)
}

/// Throws a preview away (放弃): its rows are removed at once.
pub async fn discard(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: ImportId,
    now: DateTime<Utc>,
) -> Result<Import> {
    let import = queries::load(tx, actor, id).await?;
    refuse_unless_allowed(&import, ImportMove::Discard, now)?;
    import_row::Entity::delete_many()
        .filter(import_row::Column::ImportId.eq(id))
        .exec(tx)
        .await?;
    let change = import::ActiveModel {
        state: Set(ImportState::Discarded),
        ..Default::default()
    };
    update_import(tx, id, change, now).await?;
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(import.unit_id),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ImportDiscarded)
    };
    audit::record(tx, vault, now, entry).await?;
    queries::find(tx, actor, id, now).await
}

pub fn refuse_unless_allowed(import: &import::Model, wanted: ImportMove, now: DateTime<Utc>) -> Result<()> {
    if ImportMove::allowed(import, now).contains(&wanted) {
        return Ok(());
    }
    Err(not_in(import, wanted.as_str(), now))
}

pub fn not_in(import: &import::Model, wanted: &str, now: DateTime<Utc>) -> Error {
    use sea_orm::ActiveEnum;
    let allowed = ImportMove::allowed(import, now);
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: import.state.to_value(),
        allowed: allowed.into_iter().map(|wanted| wanted.as_str().to_owned()).collect(),
        detail: text(
            "已预览的导入可以修改、写入或放弃；已写入的在 30 天内可以撤销。",
            "A previewed import can be changed, committed or discarded; a written one taken back within 30 days.",
        ),
    }
}
