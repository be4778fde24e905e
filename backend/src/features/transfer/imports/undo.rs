//! Taking an import back (撤销), as a job: what it wrote goes or is as it was before, as long as nobody changed it
//! since; the rest stays and is listed.

use actix_web::web;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, sea_query::OnConflict,
};
use serde_json::json;

use super::{dto::ImportMove, queries, service};
use crate::{
    auth::Actor,
    db::{self, audit},
    entities::{
        audit_event::AuditAction,
        ids::{ImportId, JobId},
        import::{self, ImportState},
        import_change::{self, ImportedRecord},
        job::JobKind,
    },
    error::{Error, Result},
    features::{
        activities, families,
        importing::{TakenBack, Written},
        jobs::{self, Ended, Job, Progress},
        ledger, liaison, personnel,
    },
    state::State,
    vault::Vault,
};

pub const SEALED_BEFORE: &str = "import_changes.before";
/// Records of one transaction.
const PORTION: u64 = 500;

/// Notes what an import wrote. A record that it wrote twice keeps what it was before the first time.
pub async fn note(tx: &impl ConnectionTrait, vault: &Vault, id: ImportId, written: Vec<Written>) -> Result<()> {
    let last: Option<Option<i32>> = import_change::Entity::find()
        .select_only()
        .column_as(import_change::Column::Seq.max(), "last")
        .filter(import_change::Column::ImportId.eq(id))
        .into_tuple()
        .one(tx)
        .await?;
    let mut rows = Vec::with_capacity(written.len());
    for (seq, written) in (last.flatten().unwrap_or(0) + 1..).zip(written) {
        let before = written.before.as_ref().map(ToString::to_string);
        let sealed = before.map(|before| vault.seal(SEALED_BEFORE, before.as_bytes()));
        rows.push(import_change::ActiveModel {
            import_id: Set(id),
            record: Set(written.record),
            record_id: Set(written.id),
            seq: Set(seq),
            unit_id: Set(written.unit_id),
            label: Set(written.label),
            record_version: Set(written.version),
            sealed: Set(sealed.transpose()?),
            left_because: Set(None),
        });
    }
    let key = [
        import_change::Column::ImportId,
        import_change::Column::Record,
        import_change::Column::RecordId,
    ];
    let again = OnConflict::columns(key)
        .update_column(import_change::Column::RecordVersion)
        .to_owned();
    for rows in rows.chunks(db::ROWS_AT_ONCE) {
        import_change::Entity::insert_many(rows.to_vec())
            .on_conflict(again.clone())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Takes the undoing on.
pub async fn begin(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    id: ImportId,
    now: DateTime<Utc>,
) -> Result<Job> {
    let import = queries::load(tx, actor, id).await?;
    service::refuse_unless_allowed(&import, ImportMove::Undo, now)?;
    service::check_reach(actor, import.kind, import.unit_id)?;
    let written = import_change::Entity::find()
        .filter(import_change::Column::ImportId.eq(id))
        .count(tx)
        .await?;
    let records = i32::try_from(written).ok();
    let job_id = service::queue_job(tx, actor, &import, (JobKind::ImportUndo, records), now).await?;
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(import.unit_id),
        details: json!({"kind": import.kind, "records": written}),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ImportUndoStarted)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    jobs::find(tx, actor, job_id).await
}

/// Starts the job of [`begin`] when its transaction has committed.
pub fn start(state: web::Data<State>, actor: Actor, id: ImportId, job_id: JobId) {
    jobs::start(state, job_id, async move |state: &State, progress: &Progress| {
        let outcome = take_back(state, &actor, id, progress).await;
        if !matches!(outcome, Ok(Ended::Done(_))) {
            set_state(state, id, ImportState::Committed).await?;
        }
        outcome
    });
}

async fn set_state(state: &State, id: ImportId, to: ImportState) -> Result<()> {
    let change = import::ActiveModel {
        state: Set(to),
        ..Default::default()
    };
    service::update_import(&state.db, id, change, state.clock.now()).await
}

async fn take_back(state: &State, actor: &Actor, id: ImportId, progress: &Progress) -> Result<Ended> {
    let mut done = 0;
    loop {
        if progress.is_cancelled(&state.db).await? {
            return Ok(Ended::Cancelled);
        }
        let rows = import_change::Entity::find()
            .filter(import_change::Column::ImportId.eq(id))
            .filter(import_change::Column::LeftBecause.is_null())
            .order_by_desc(import_change::Column::Seq)
            .limit(PORTION)
            .all(&state.db)
            .await?;
        if rows.is_empty() {
            break;
        }
        done += rows.len();
        db::write(&state.db, async |tx| {
            for row in rows {
                take_back_one(tx, state, row).await?;
            }
            progress.reached(tx, done, state.clock.now()).await
        })
        .await?;
    }
    db::write(&state.db, async |tx| {
        let now = state.clock.now();
        let import = import::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        let left = import_change::Entity::find()
            .filter(import_change::Column::ImportId.eq(id))
            .count(tx)
            .await?;
        let change = import::ActiveModel {
            state: Set(ImportState::Undone),
            ..Default::default()
        };
        service::update_import(tx, id, change, now).await?;
        let entry = audit::Entry {
            object_id: Some(id.0),
            unit_id: Some(import.unit_id),
            details: json!({"kind": import.kind, "left": left}),
            ..audit::Entry::new(Some(actor.account_id), AuditAction::ImportUndone)
        };
        audit::record(tx, &state.vault, now, entry).await
    })
    .await?;
    Ok(Ended::Done(format!("/api/v1/imports/{id}")))
}

async fn take_back_one(tx: &DatabaseTransaction, state: &State, row: import_change::Model) -> Result<()> {
    let now = state.clock.now();
    let before = match &row.sealed {
        None => None,
        Some(sealed) => Some(serde_json::from_slice(&state.vault.open(SEALED_BEFORE, sealed)?)?),
    };
    let written = Written {
        record: row.record,
        id: row.record_id,
        unit_id: row.unit_id,
        label: row.label,
        version: row.record_version,
        before,
    };
    let taken = match written.record {
        ImportedRecord::Personnel => personnel::import::undo(tx, &written, now).await?,
        ImportedRecord::Classes
        | ImportedRecord::TeachingAssignments
        | ImportedRecord::Households
        | ImportedRecord::Guardians
        | ImportedRecord::Students => families::import::undo(tx, &written, now).await?,
        ImportedRecord::LiaisonLinks => liaison::import::undo(tx, &written, now).await?,
        ImportedRecord::Activities => activities::import::undo(tx, &written, now).await?,
        ImportedRecord::LedgerEntries => ledger::undo_import(tx, &written, now).await?,
    };
    match taken {
        TakenBack::Done => {
            import_change::Entity::delete_by_id((row.import_id, row.record, row.record_id))
                .exec(tx)
                .await?;
        }
        TakenBack::Left(reason) => {
            import_change::Entity::update_many()
                .set(import_change::ActiveModel {
                    left_because: Set(Some(reason)),
                    ..Default::default()
                })
                .filter(import_change::Column::ImportId.eq(row.import_id))
                .filter(import_change::Column::Record.eq(row.record))
                .filter(import_change::Column::RecordId.eq(row.record_id))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}
