//! The audit log: an HMAC chain, written in the same transaction as what it tells of.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, Statement,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    entities::{
        audit_event::{self, AuditAction},
        ids::{AccountId, AuditEventId, OrgUnitId},
    },
    error::Result,
    vault::Vault,
};

/// What is noted: who did or read what, and why.
#[derive(Debug)]
pub struct Entry<'a> {
    pub account_id: Option<AccountId>,
    pub action: AuditAction,
    pub object_id: Option<Uuid>,
    pub unit_id: Option<OrgUnitId>,
    pub reason: Option<&'a str>,
    /// Never personal data: field names, counts, states.
    pub details: Value,
}

impl Entry<'_> {
    pub fn new(account_id: Option<AccountId>, action: AuditAction) -> Self {
        Self {
            account_id,
            action,
            object_id: None,
            unit_id: None,
            reason: None,
            details: json!({}),
        }
    }
}

/// Appends to the chain; the head is locked until the transaction ends, so that it never forks.
pub async fn record(tx: &DatabaseTransaction, vault: &Vault, at: DateTime<Utc>, entry: Entry<'_>) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        const CHAIN_LOCK: &str = "SELECT pg_advisory_xact_lock(4711001)";
        tx.execute_raw(Statement::from_string(DbBackend::Postgres, CHAIN_LOCK))
            .await?;
    }
    let head: Option<(i64, Vec<u8>)> = audit_event::Entity::find()
        .select_only()
        .columns([audit_event::Column::Seq, audit_event::Column::Hash])
        .order_by_desc(audit_event::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    let (seq, prev_hash) = head.map_or((1, Vec::new()), |(seq, hash)| (seq + 1, hash));
    let row = audit_event::Model {
        id: AuditEventId::new(),
        seq,
        at,
        account_id: entry.account_id,
        action: entry.action.to_value(),
        object_kind: entry.action.object_kind().to_owned(),
        object_id: entry.object_id,
        reason: entry.reason.map(str::to_owned),
        unit_id: entry.unit_id,
        details: entry.details,
        prev_hash,
        hash: Vec::new(),
    };
    let hash = hash_of(vault, &row);
    audit_event::Entity::insert(audit_event::ActiveModel {
        id: Set(row.id),
        seq: Set(row.seq),
        at: Set(row.at),
        account_id: Set(row.account_id),
        action: Set(row.action),
        object_kind: Set(row.object_kind),
        object_id: Set(row.object_id),
        reason: Set(row.reason),
        unit_id: Set(row.unit_id),
        details: Set(row.details),
        prev_hash: Set(row.prev_hash),
        hash: Set(hash),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Notes that a form with personal data was printed (打印): who took which of them out of the system.
pub async fn printed(
    db: &DatabaseConnection,
    vault: &Vault,
    account_id: AccountId,
    form: Printing<'_>,
    at: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        object_id: Some(form.object_id),
        unit_id: form.unit_id,
        details: json!({"form": form.name}),
        ..Entry::new(Some(account_id), AuditAction::FormPrinted)
    };
    super::write(db, async |tx| record(tx, vault, at, entry).await).await
}

/// Which form was printed.
#[derive(Debug, Clone, Copy)]
pub struct Printing<'a> {
    /// As in the path of the API, such as `activity` or `diary`.
    pub name: &'a str,
    /// What it is about.
    pub object_id: Uuid,
    pub unit_id: Option<OrgUnitId>,
}

/// The first row whose hash does not fit its content or its predecessor; `None` when the chain is whole.
pub async fn first_break(db: &impl ConnectionTrait, vault: &Vault) -> Result<Option<i64>> {
    let (mut seq, mut prev_hash) = (0, Vec::new());
    loop {
        let rows = audit_event::Entity::find()
            .filter(audit_event::Column::Seq.gt(seq))
            .order_by_asc(audit_event::Column::Seq)
            .limit(1000)
            .all(db)
            .await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for row in rows {
            if row.seq != seq + 1 || row.prev_hash != prev_hash || row.hash != hash_of(vault, &row) {
                return Ok(Some(row.seq));
            }
            seq = row.seq;
            prev_hash = row.hash;
        }
    }
}

fn hash_of(vault: &Vault, row: &audit_event::Model) -> Vec<u8> {
    let content = json!([
        row.seq,
        row.at.timestamp_micros(),
        row.account_id,
        row.action,
        row.object_kind,
        row.object_id,
        row.reason,
        row.unit_id,
        row.details,
        row.prev_hash,
    ]);
    vault.digest("audit_events", content.to_string().as_bytes())
}
