//! `lianxin import` and `lianxin export`: the same services, for those who run the server.

use std::{fs, path::PathBuf};

use clap::Args;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    exports::{self, ExportCodes, ExportFormat, ExportList, NewExport},
    imports::{self, NewImport},
};
use crate::{
    auth::{self, Actor},
    db,
    entities::{account, ids::OrgUnitId, import::ImportKind, org_unit},
    error::{Error, Result},
    features::jobs::Job,
    language::text,
    state::State,
};

/// What to take over.
#[derive(Debug, Args)]
pub struct ImportOrder {
    /// `personnel`, `students`, `classes`, `teaching_assignments`, `liaison_links`, `activities` or `ledger_entries`.
    #[arg(value_parser = word::<ImportKind>)]
    kind: ImportKind,
    /// `.xlsx` or `.csv`.
    file: PathBuf,
    /// Code of the unit of rows that name no school.
    #[arg(long)]
    unit: String,
    /// Say what would happen and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// The account to act as; the first that may run such an import for the unit when left out.
    #[arg(long = "as")]
    acting: Option<String>,
}

/// What to export, and where to.
#[derive(Debug, Args)]
pub struct ExportOrder {
    /// Name of the list in the API, such as `ledger_entries`.
    #[arg(value_parser = word::<ExportList>)]
    list: ExportList,
    /// Filters as the list's address takes them, such as `state=in_progress&sort=-registered_at`.
    #[arg(long, default_value = "")]
    filter: String,
    /// `xlsx` or `csv`.
    #[arg(long, default_value = "xlsx", value_parser = word::<ExportFormat>)]
    format: ExportFormat,
    /// `names` or `codes`.
    #[arg(long, default_value = "names", value_parser = word::<ExportCodes>)]
    codes: ExportCodes,
    /// The account to act as: the file holds what it may see.
    #[arg(long = "as")]
    acting: String,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
}

/// A word of the API.
fn word<T: DeserializeOwned>(written: &str) -> Result<T, String> {
    serde_json::from_value(Value::String(written.to_owned())).map_err(|error| error.to_string())
}

/// What became of an import.
#[derive(Debug)]
pub struct Imported {
    /// Rows by what happened, or would happen, to them.
    pub counts: crate::entities::import::ImportCounts,
    /// What is wrong, a line for each cell.
    pub problems: Vec<String>,
    /// The job that wrote it; none when nothing was to be written.
    pub job: Option<Job>,
}

/// Takes a file over, or says what would happen.
pub async fn import(state: &State, order: &ImportOrder) -> Result<Imported> {
    let content = fs::read(&order.file).map_err(|error| unreadable(&order.file, &error))?;
    let unit_id = unit(state, &order.unit).await?;
    let actor = importer(state, order, unit_id).await?;
    let name = order.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let new = NewImport {
        kind: order.kind,
        unit_id,
        school_year_id: None,
        mapping: None,
    };
    let preview = imports::preview(state, &actor, new, name.unwrap_or_default(), content.into()).await?;
    let counts = preview.counts();
    let problems = preview.problems().map(|(row, column, detail)| {
        let column = column.map(|column| format!(" {column}")).unwrap_or_default();
        format!("row {row}{column}: {detail}")
    });
    let problems = problems.collect();
    let job = if order.dry_run || counts.create + counts.update == 0 {
        None
    } else {
        let now = state.clock.now();
        let made = db::write(&state.db, async |tx| {
            imports::create(tx, &state.vault, &actor, &preview, now).await
        });
        let made = made.await?;
        Some(imports::commit_now(state, &actor, made.id).await?)
    };
    Ok(Imported { counts, problems, job })
}

/// Writes a list into a file; returns how many rows it has.
pub async fn export(state: &State, order: &ExportOrder) -> Result<usize> {
    let actor = actor_of(state, &order.acting).await?;
    let new = NewExport {
        list: order.list,
        filter: order.filter.clone(),
        format: order.format,
        codes: order.codes,
    };
    let (content, rows) = exports::export_now(state, &actor, &new).await?;
    fs::write(&order.out, content).map_err(|error| unreadable(&order.out, &error))?;
    Ok(rows)
}

fn unreadable(file: &std::path::Path, error: &std::io::Error) -> Error {
    let words = format!("{}: {error}", file.display());
    Error::invalid("file", "unreadable", text(words.clone(), words))
}

async fn unit(state: &State, code: &str) -> Result<OrgUnitId> {
    let unit: Option<OrgUnitId> = org_unit::Entity::find()
        .select_only()
        .column(org_unit::Column::Id)
        .filter(org_unit::Column::Code.eq(code))
        .into_tuple()
        .one(&state.db)
        .await?;
    unit.ok_or_else(|| {
        let detail = text("没有这个代码的单位", "there is no unit of this code");
        Error::invalid("unit", "unknown_unit", detail)
    })
}

async fn actor_of(state: &State, username: &str) -> Result<Actor> {
    let account = account::Entity::find()
        .filter(account::Column::Username.eq(username))
        .one(&state.db)
        .await?;
    let ids: Vec<_> = account.map(|account| account.id).into_iter().collect();
    let found = auth::actors(&state.db, &ids, state.clock.today()).await?;
    found.into_iter().next().ok_or_else(|| {
        let detail = text("没有这个启用的账号", "there is no active account of this name");
        Error::invalid("as", "unknown_account", detail)
    })
}

/// Who takes over: the account that was named, or the first that may.
async fn importer(state: &State, order: &ImportOrder, unit_id: OrgUnitId) -> Result<Actor> {
    if let Some(username) = &order.acting {
        return actor_of(state, username).await;
    }
    let ids: Vec<_> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::PasswordHash.is_not_null())
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(&state.db)
        .await?;
    for ids in ids.chunks(1_000) {
        let actors = auth::actors(&state.db, ids, state.clock.today()).await?;
        let may = |actor: &Actor| imports::check_reach(actor, order.kind, unit_id).is_ok();
        if let Some(actor) = actors.into_iter().find(may) {
            return Ok(actor);
        }
    }
    Err(Error::forbidden(
        "没有账号可以为该单位进行这类导入。",
        "No account may run such an import for the unit: name one with --as.",
    ))
}
