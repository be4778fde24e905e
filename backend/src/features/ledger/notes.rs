//! Notes in the chain of an entry: that a file came or went, that somebody was heard.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde_json::{Map, Value, json};

use super::{chain::By, queries, writing::Writing};
use crate::{
    auth::{Actor, policy::ledger as policy},
    clock::local_date,
    entities::{
        ids::{LedgerEntryId, OrgUnitId},
        ledger_entry::{self, LedgerState},
        ledger_event::LedgerMove,
    },
    error::{Error, Result},
};

/// What happened to a file of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    Added,
    Removed,
}

/// Whether the caller may add files to an entry he sees, and take them away.
pub async fn may_attach(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let entry = queries::visible_to(actor, now)
        .filter(ledger_entry::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    may(db, actor, &entry, now).await
}

async fn may(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry: &ledger_entry::Model,
    now: DateTime<Utc>,
) -> Result<bool> {
    let part = policy::part(db, actor, entry, local_date(now)).await?;
    Ok(entry.state != LedgerState::Closed && part.may_attach())
}

/// Holds an entry until the transaction ends: its unit, and whether the caller may change its files.
pub async fn hold(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<(OrgUnitId, bool)> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    Ok((entry.unit_id, may(tx, actor, &entry, now).await?))
}

/// Notes in the chain that a file came or went.
pub async fn note_file(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    (change, file_name): (FileChange, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    let name = match change {
        FileChange::Added => "file_added",
        FileChange::Removed => "file_removed",
    };
    let told = Map::from_iter([(name.to_owned(), json!(file_name))]);
    note(tx, actor, entry, None, told, now).await
}

/// Writes a note into the chain of an entry, whose row the caller's transaction holds.
pub async fn note(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry: ledger_entry::Model,
    words: Option<String>,
    data: Map<String, Value>,
    now: DateTime<Utc>,
) -> Result<()> {
    let state = entry.state;
    let mut writing = Writing::begin(entry, state, now);
    writing.note = words;
    writing.data = data;
    writing.finish(tx, By::Account(actor), LedgerMove::Note).await?;
    Ok(())
}
