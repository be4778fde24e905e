//! Writing what a preview showed, portion by portion, as a job. A portion, its progress and the end of its kept rows
//! are one transaction: after a crash a repeated commit goes on with what is left.

use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Set,
};
use serde_json::json;

use super::{
    check::{Checker, Target, slot},
    dto::{ImportMove, StoredRow},
    queries, service, undo,
};
use crate::{
    auth::Actor,
    db::{self, audit},
    entities::{
        audit_event::AuditAction,
        ids::{AccountId, ImportId, JobId},
        import::{self, ImportState},
        import_change,
        import_row::{self, ImportAction, RowDifferences, RowProblems},
        job::JobKind,
    },
    error::{Error, Result},
    features::jobs::{self, Ended, Job, Progress},
    state::State,
};

/// Rows of one transaction.
const PORTION: u64 = 1_000;
/// How long the rows of an import that nobody commits are kept, and what is needed to take a written one back.
pub const KEPT_DAYS: i64 = 30;

/// Takes a commit on: the import is being written from now.
pub async fn begin(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    id: ImportId,
    now: DateTime<Utc>,
) -> Result<Job> {
    let import = queries::load(tx, actor, id).await?;
    service::refuse_unless_allowed(&import, ImportMove::Commit, now)?;
    service::check_reach(actor, import.kind, import.unit_id)?;
    let rows = import.counts.create + import.counts.update;
    let job_id = service::queue_job(tx, actor, &import, (JobKind::ImportCommit, Some(rows)), now).await?;
    note(
        tx,
        state,
        actor.account_id,
        &import,
        AuditAction::ImportCommitStarted,
        now,
    )
    .await?;
    jobs::find(tx, actor, job_id).await
}

async fn note(
    tx: &DatabaseTransaction,
    state: &State,
    account_id: AccountId,
    import: &import::Model,
    action: AuditAction,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = audit::Entry {
        object_id: Some(import.id.0),
        unit_id: Some(import.unit_id),
        details: json!({"kind": import.kind, "counts": import.counts}),
        ..audit::Entry::new(Some(account_id), action)
    };
    audit::record(tx, &state.vault, now, entry).await
}

/// Starts the job of [`begin`] when its transaction has committed.
pub fn start(state: web::Data<State>, actor: Actor, id: ImportId, job_id: JobId) {
    jobs::start(state, job_id, async move |state: &State, progress: &Progress| {
        let outcome = write(state, &actor, id, progress).await;
        if !matches!(outcome, Ok(Ended::Done(_))) {
            reopen(state, id).await?;
        }
        outcome
    });
}

/// Writes an import on the spot, outside the server; how far it came is kept in its job all the same.
pub async fn commit_now(state: &State, actor: &Actor, id: ImportId) -> Result<Job> {
    let now = state.clock.now();
    let job = db::write(&state.db, async |tx| begin(tx, state, actor, id, now).await).await?;
    jobs::run_now(state, job.id, async |state: &State, progress: &Progress| {
        write(state, actor, id, progress).await
    })
    .await?;
    let job = jobs::find(&state.db, actor, job.id).await?;
    if job.error.is_some() {
        reopen(state, id).await?;
    }
    Ok(job)
}

async fn write(state: &State, actor: &Actor, id: ImportId, progress: &Progress) -> Result<Ended> {
    let import = import::Entity::find_by_id(id)
        .one(&state.db)
        .await?
        .ok_or(Error::NotFound)?;
    let target = Target {
        kind: import.kind,
        unit_id: import.unit_id,
        school_year_id: import.school_year_id,
        now: state.clock.now(),
    };
    let mut checker = Checker::load(&state.db, &state.vault, actor, target).await?;
    let mut done = 0;
    loop {
        if progress.is_cancelled(&state.db).await? {
            return Ok(Ended::Cancelled);
        }
        let rows = waiting(&state.db, id).await?;
        if rows.is_empty() {
            break;
        }
        done += rows.len();
        db::write(&state.db, async |tx| {
            write_portion(tx, state, &mut checker, id, &rows).await?;
            progress.reached(tx, done, state.clock.now()).await
        })
        .await?;
    }
    db::write(&state.db, async |tx| {
        let now = state.clock.now();
        import_row::Entity::delete_many()
            .filter(import_row::Column::ImportId.eq(id))
            .filter(import_row::Column::Action.ne(ImportAction::Rejected))
            .exec(tx)
            .await?;
        let change = import::ActiveModel {
            state: Set(ImportState::Committed),
            committed_at: Set(Some(now)),
            ..Default::default()
        };
        service::update_import(tx, id, change, now).await?;
        let import = import::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        note(tx, state, actor.account_id, &import, AuditAction::ImportCommitted, now).await
    })
    .await?;
    Ok(Ended::Done(format!("/api/v1/imports/{id}")))
}

/// The next rows that are to be written.
async fn waiting(db: &impl ConnectionTrait, id: ImportId) -> Result<Vec<StoredRow>> {
    Ok(import_row::Entity::find()
        .filter(import_row::Column::ImportId.eq(id))
        .filter(import_row::Column::Action.is_in([ImportAction::Create, ImportAction::Update]))
        .order_by_asc(import_row::Column::RowNo)
        .limit(PORTION)
        .into_partial_model()
        .all(db)
        .await?)
}

async fn write_portion(
    tx: &DatabaseTransaction,
    state: &State,
    checker: &mut Checker<'_>,
    id: ImportId,
    rows: &[StoredRow],
) -> Result<()> {
    let cells = rows.iter().map(|row| queries::open(&state.vault, &row.sealed));
    let cells = cells.collect::<Result<Vec<_>>>()?;
    let verdicts = checker.check(tx, &cells).await?;
    let now = state.clock.now();
    let records = checker.write(tx, now).await?;
    undo::note(tx, &state.vault, id, records).await?;
    let mut written = Vec::with_capacity(rows.len());
    let mut moved = Vec::new();
    for (row, verdict) in rows.iter().zip(verdicts) {
        if verdict.action != row.action {
            moved.push((row.action, verdict.action));
        }
        if verdict.action == ImportAction::Rejected {
            let mut row = row.clone();
            row.action = verdict.action;
            row.problems = RowProblems(verdict.problems);
            row.differences = RowDifferences::default();
            service::update_row(tx, &row).await?;
        } else {
            written.push(row.row_no);
        }
    }
    import_row::Entity::delete_many()
        .filter(import_row::Column::ImportId.eq(id))
        .filter(import_row::Column::RowNo.is_in(written))
        .exec(tx)
        .await?;
    if moved.is_empty() {
        return Ok(());
    }
    // Something changed since the preview: the counts tell what really happened.
    let import = import::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
    let mut counts = import.counts;
    for (planned, happened) in moved {
        *slot(&mut counts, planned) -= 1;
        *slot(&mut counts, happened) += 1;
    }
    let change = import::ActiveModel {
        counts: Set(counts),
        ..Default::default()
    };
    service::update_import(tx, id, change, now).await
}

/// A commit that was cancelled or failed can be started again.
async fn reopen(state: &State, id: ImportId) -> Result<()> {
    let change = import::ActiveModel {
        state: Set(ImportState::Previewed),
        ..Default::default()
    };
    service::update_import(&state.db, id, change, state.clock.now()).await
}

/// Commits and undoings that a stopped server left behind can be started again.
pub async fn reopen_interrupted(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    for (from, to) in [
        (ImportState::Committing, ImportState::Previewed),
        (ImportState::Undoing, ImportState::Committed),
    ] {
        import::Entity::update_many()
            .set(import::ActiveModel {
                state: Set(to),
                updated_at: Set(now),
                ..Default::default()
            })
            .filter(import::Column::State.eq(from))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Rows that nobody came back for are removed.
pub async fn forget_old_rows(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    let old = import::Entity::find()
        .select_only()
        .column(import::Column::Id)
        .filter(import::Column::UpdatedAt.lt(now - TimeDelta::days(KEPT_DAYS)))
        .into_query();
    import_row::Entity::delete_many()
        .filter(import_row::Column::ImportId.in_subquery(old.clone()))
        .exec(tx)
        .await?;
    import_change::Entity::delete_many()
        .filter(import_change::Column::ImportId.in_subquery(old))
        .exec(tx)
        .await?;
    import::Entity::update_many()
        .set(import::ActiveModel {
            state: Set(ImportState::Discarded),
            ..Default::default()
        })
        .filter(import::Column::State.eq(ImportState::Previewed))
        .filter(import::Column::UpdatedAt.lt(now - TimeDelta::days(KEPT_DAYS)))
        .exec(tx)
        .await?;
    Ok(())
}
