//! The move itself.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait};
use serde_json::json;

use super::{
    announcing::Announcing,
    conflicts,
    copying::{Copying, Table},
    place::Place,
    rows::{NewNames, Rules},
};
use crate::{
    clock::local_date,
    db::{self, audit, moving},
    entities::{audit_event::AuditAction, tables},
    error::Error,
    features::attachments,
    files::Files,
    vault::{Unreadable, Vault},
};

/// Why the school did not join.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Moving(#[from] moving::Failure),
    #[error("the bureau's database has not the schema of this version of lianxin: run `lianxin migrate` with it first")]
    OtherSchema,
    #[error(
        "the audit log of the bureau's database cannot be checked with its master key (first at number {0}): \
         either it is not the key of this database, or the log was altered"
    )]
    OtherKey(i64),
    #[error("the bureau's database has no bureau with the unit code {0}")]
    NoBureau(String),
    #[error(
        "one school joins at a time, and {0} central schools and {1} bureaus are in the database: a whole bureau's \
         installation does not move into another's"
    )]
    NotOneSchool(usize, usize),
    #[error("{0} is in the bureau's database already")]
    AlreadyThere(String),
    #[error("nothing was moved. Decide these first:\n  {}", .0.join("\n  "))]
    Conflicts(Vec<String>),
    #[error("nothing was moved, since files are missing: put them back first\n  {}", .0.join("\n  "))]
    Files(Vec<String>),
    #[error("{table}: the row {key} is in the bureau's database already and says something else; nothing was moved")]
    Taken { table: &'static str, key: String },
    #[error(
        "{table}: {read} rows were to be written and {written} were found, or what they say differs; nothing was moved"
    )]
    Differs {
        table: &'static str,
        read: usize,
        written: usize,
    },
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Other(#[from] Error),
}

/// One of the two installations.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    pub database: &'a str,
    pub vault: &'a Vault,
    pub files: &'a Files,
}

/// Who moves where.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    pub school: Side<'a>,
    pub bureau: Side<'a>,
    /// Code of the bureau's unit.
    pub under: &'a str,
    pub names: &'a NewNames,
    pub now: DateTime<Utc>,
}

/// What was done.
#[derive(Debug)]
pub struct Joined {
    pub tables: Vec<Table>,
    pub audit_events: usize,
    pub files: usize,
    /// Changes that the bureau's feed tells.
    pub announced: usize,
}

/// Moves a school into the bureau's database. The school's is only read, and nobody else can open it meanwhile; a server
/// of the bureau that was not stopped waits.
///
/// # Errors
/// See [`Failure`]. In every case the bureau's database is as it was.
pub async fn join(order: Order<'_>) -> Result<Joined, Failure> {
    let Order { school, bureau, .. } = order;
    let source = moving::open_source(school.database, bureau.database, school.vault).await?;
    let target = db::connect(bureau.database, 2).await?;
    if !db::is_current(&target).await? {
        return Err(Failure::OtherSchema);
    }
    let joined = Box::pin(write(&source, &target, order)).await?;
    // So that the first queries are planned well.
    target.execute_unprepared("ANALYZE").await?;
    source.close().await?;
    target.close().await?;
    Ok(joined)
}

async fn write(source: &DatabaseConnection, target: &DatabaseConnection, order: Order<'_>) -> Result<Joined, Failure> {
    #[expect(clippy::disallowed_methods, reason = "it only reads")]
    let source = source.begin().await?;
    let tx = db::begin(target).await?;
    moving::lock(&tx).await?;
    if let Some(seq) = audit::first_break(&tx, order.bureau.vault).await? {
        return Err(Failure::OtherKey(seq));
    }
    let place = Place::find(&source, &tx, order.under).await?;
    moving::defer_references(&tx).await?;
    let conflicts = conflicts::find(&source, &tx, &place, &order).await?;
    if !conflicts.is_empty() {
        return Err(Failure::Conflicts(conflicts));
    }
    let (names, missing) = attachments::reseal(&source, order.school.files, order.bureau.files).await?;
    let done = async {
        if !missing.is_empty() {
            return Err(Failure::Files(missing));
        }
        let mut copying = Copying {
            source: &source,
            target: &tx,
            opening: order.school.vault,
            sealing: order.bureau.vault,
            rules: Rules {
                place: &place,
                names: order.names,
                files: &names,
                now: order.now,
                yesterday: local_date(order.now - TimeDelta::days(1)),
            },
            announcing: Announcing::new(&source, place.school.id).await?,
            tables: Vec::new(),
        };
        tables::walk(&mut copying).await?;
        place.hang(&tx).await?;
        let Copying { announcing, tables, .. } = copying;
        let announced = announcing.tell(&tx, order.now).await?;
        let audit_events = continue_audit(&source, &tx, &place, &tables, order).await?;
        moving::check_references(&tx).await?;
        Ok(Joined {
            tables,
            audit_events,
            files: names.len(),
            announced,
        })
    };
    let joined = match Box::pin(done).await {
        Ok(joined) => joined,
        Err(failure) => {
            for name in names.values() {
                // Nobody refers to it: one that cannot be removed does no harm.
                let _ = order.bureau.files.remove(name).await;
            }
            return Err(failure);
        }
    };
    tx.commit().await?;
    source.rollback().await?;
    Ok(joined)
}

/// Appends the school's audit log to the bureau's and notes the move, then reads the whole chain back.
async fn continue_audit(
    source: &DatabaseTransaction,
    tx: &DatabaseTransaction,
    place: &Place,
    tables: &[Table],
    order: Order<'_>,
) -> Result<usize, Failure> {
    let vault = order.bureau.vault;
    let head = audit::head(source).await?;
    let count = audit::append_chain(tx, vault, source).await?;
    let entry = audit::Entry {
        object_id: Some(place.school.id.0),
        unit_id: Some(place.school.id),
        details: json!({
            "rows": tables.iter().map(|table| table.moved).sum::<usize>(),
            "audit_events": count,
            "audit_head": hex::encode(head.hash),
        }),
        ..audit::Entry::new(None, AuditAction::SchoolMovedIn)
    };
    audit::record(tx, vault, order.now, entry).await?;
    match audit::first_break(tx, vault).await? {
        None => Ok(count),
        Some(seq) => Err(Failure::OtherKey(seq)),
    }
}
