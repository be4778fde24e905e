//! Making and keeping exported files.

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{
    dto::{ExportFormat, NewExport},
    sheet::Sheet,
};
use crate::{
    auth::{Actor, Permission},
    db::{self, audit},
    entities::{
        audit_event::AuditAction,
        export_file,
        ids::JobId,
        job::{JobKind, JobState},
    },
    error::{Error, Result},
    features::jobs::{self, Ended, Job, NewJob, Progress},
    http::{CSV, Download, XLSX},
    language::text,
    state::State,
};

pub const SEALED_FILE: &str = "export_files";
const KEPT_HOURS: i64 = 24;
const MAX_ROWS: usize = 200_000;
/// Rows of a page that is read at a time.
const PAGE: usize = 200;

/// Takes an export on, when the caller may see the list and the filter is one.
pub async fn begin(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    new: &NewExport,
    now: DateTime<Utc>,
) -> Result<Job> {
    actor.require(new.list.permission())?;
    let query = format!("{}limit=1&include_total=true", filter(new));
    let first = new.list.page((tx, &state.vault), actor, now, &query).await?;
    let total = first.total.filter(|_| first.total_is_capped != Some(true));
    remove_expired(tx, now).await?;
    let job = NewJob {
        kind: JobKind::Export,
        owner: actor.account_id,
        unit_id: None,
        total: total.and_then(|total| i32::try_from(total).ok()),
        params: json!({"list": new.list, "format": new.format}),
    };
    let id = jobs::queue(tx, job, now).await?;
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: json!({"list": new.list, "format": new.format, "rows": total}),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ExportStarted)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    jobs::find(tx, actor, id).await
}

/// The list's own parameters, ready to have others added.
fn filter(new: &NewExport) -> String {
    let filter = new.filter.trim_start_matches('?');
    let own = filter.split('&').filter(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default();
        !matches!(name, "" | "limit" | "cursor" | "include_total")
    });
    own.flat_map(|parameter| [parameter, "&"]).collect()
}

/// Starts the job of [`begin`] when its transaction has committed.
pub fn start(state: web::Data<State>, actor: Actor, new: NewExport, job_id: JobId) {
    jobs::start(state, job_id, async move |state: &State, progress: &Progress| {
        write(state, &actor, &new, progress).await
    });
}

async fn write(state: &State, actor: &Actor, new: &NewExport, progress: &Progress) -> Result<Ended> {
    let goes_on = async |done| {
        if progress.is_cancelled(&state.db).await? {
            return Ok(false);
        }
        progress.reached(&state.db, done, state.clock.now()).await?;
        Ok(true)
    };
    let Some((sheet, rows)) = fill(state, actor, new, goes_on).await? else {
        return Ok(Ended::Cancelled);
    };
    let vault = state.vault.clone();
    let sealed = web::block(move || Ok::<_, Error>(vault.seal(SEALED_FILE, &sheet.finish()?)?))
        .await
        .map_err(|error| Error::Internal(error.to_string()))??;
    db::write(&state.db, async |tx| {
        let now = state.clock.now();
        progress.reached(tx, rows, now).await?;
        keep(tx, new, progress.id(), sealed, now).await
    })
    .await?;
    Ok(Ended::Done(format!("/api/v1/exports/{}/file", progress.id())))
}

/// Exports on the spot, outside the server: the file and how many rows it has.
pub async fn export_now(state: &State, actor: &Actor, new: &NewExport) -> Result<(Vec<u8>, usize)> {
    actor.require(Permission::ExportsRun)?;
    actor.require(new.list.permission())?;
    let filled = fill(state, actor, new, async |_| Ok(true)).await?;
    let (sheet, rows) = filled.ok_or_else(|| Error::Internal("nobody stopped the export".into()))?;
    let now = state.clock.now();
    db::write(&state.db, async |tx| {
        let entry = audit::Entry {
            details: json!({"list": new.list, "format": new.format, "rows": rows}),
            ..audit::Entry::new(Some(actor.account_id), AuditAction::ExportStarted)
        };
        audit::record(tx, &state.vault, now, entry).await
    })
    .await?;
    Ok((sheet.finish()?, rows))
}

/// Fills a sheet page by page; `goes_on` is told now and then how many rows there are, and may stop it.
async fn fill(
    state: &State,
    actor: &Actor,
    new: &NewExport,
    goes_on: impl AsyncFn(usize) -> Result<bool>,
) -> Result<Option<(Sheet, usize)>> {
    let mut sheet = Sheet::new(new.list.columns(), new.format, new.codes)?;
    let filter = filter(new);
    let mut cursor = String::new();
    let mut done = 0;
    loop {
        let query = format!("{filter}limit={PAGE}&cursor={cursor}");
        let now = state.clock.now();
        let page = new.list.page((&state.db, &state.vault), actor, now, &query).await?;
        for row in &page.items {
            sheet.add(row)?;
        }
        done += page.items.len();
        if done > MAX_ROWS {
            return Err(Error::Conflict {
                code: "too_many_rows",
                detail: text(
                    format!("一次最多导出 {MAX_ROWS} 行，请缩小筛选范围。"),
                    format!("At most {MAX_ROWS} rows can be exported: narrow the filter."),
                ),
            });
        }
        let Some(next) = page.next else { break };
        cursor = next;
        if done.is_multiple_of(10 * PAGE) && !goes_on(done).await? {
            return Ok(None);
        }
    }
    Ok(Some((sheet, done)))
}

async fn keep(
    tx: &impl ConnectionTrait,
    new: &NewExport,
    job_id: JobId,
    sealed: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    let (suffix, media_type) = match new.format {
        ExportFormat::Xlsx => ("xlsx", XLSX),
        ExportFormat::Csv => ("csv", CSV),
    };
    let day = crate::clock::local_date(now);
    export_file::Entity::insert(export_file::ActiveModel {
        job_id: Set(job_id),
        file_name: Set(format!("{}-{day}.{suffix}", new.list.title().show())),
        media_type: Set(media_type.to_owned()),
        sealed: Set(sealed),
        expires_at: Set(now + TimeDelta::hours(KEPT_HOURS)),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// The file of a finished export; who fetched it is noted.
pub async fn file(state: &State, actor: &Actor, job_id: JobId) -> Result<Download> {
    let job = jobs::find(&state.db, actor, job_id).await?;
    if job.kind != JobKind::Export {
        return Err(Error::NotFound);
    }
    if job.state != JobState::Done {
        return Err(Error::Conflict {
            code: "not_ready",
            detail: text("导出还没有完成。", "The export is not finished."),
        });
    }
    let now = state.clock.now();
    let file = export_file::Entity::find_by_id(job_id).one(&state.db).await?;
    let file = file.filter(|file| file.expires_at > now).ok_or_else(|| {
        Error::Gone(text(
            "导出的文件只保留 24 小时，请重新导出。",
            "Exported files are kept for 24 hours: export again.",
        ))
    })?;
    db::write(&state.db, async |tx| {
        let entry = audit::Entry {
            object_id: Some(job_id.0),
            ..audit::Entry::new(Some(actor.account_id), AuditAction::ExportDownloaded)
        };
        audit::record(tx, &state.vault, now, entry).await
    })
    .await?;
    let content = state.vault.open(SEALED_FILE, &file.sealed)?;
    Ok(Download::new(file.file_name, file.media_type, content))
}

pub async fn remove_expired(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    export_file::Entity::delete_many()
        .filter(export_file::Column::ExpiresAt.lte(now))
        .exec(tx)
        .await?;
    Ok(())
}
