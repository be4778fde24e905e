//! The audit log: an HMAC chain, written in the same transaction as what it tells of.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Statement,
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

/// The last link of the chain.
#[derive(Debug, Default)]
pub struct Head {
    pub seq: i64,
    pub hash: Vec<u8>,
}

impl Head {
    /// Links an event to the chain, and is that event from then on.
    fn link(&mut self, vault: &Vault, event: &mut audit_event::Model) {
        self.seq += 1;
        event.seq = self.seq;
        event.prev_hash = std::mem::take(&mut self.hash);
        event.hash = hash_of(vault, event);
        self.hash.clone_from(&event.hash);
    }
}

/// The head, locked until the transaction ends, so that the chain never forks.
async fn hold(tx: &DatabaseTransaction) -> Result<Head> {
    if tx.get_database_backend() == DbBackend::Postgres {
        const CHAIN_LOCK: &str = "SELECT pg_advisory_xact_lock(4711001)";
        tx.execute_raw(Statement::from_string(DbBackend::Postgres, CHAIN_LOCK))
            .await?;
    }
    head(tx).await
}

/// The head as it is.
pub async fn head(db: &impl ConnectionTrait) -> Result<Head> {
    let last: Option<(i64, Vec<u8>)> = audit_event::Entity::find()
        .select_only()
        .columns([audit_event::Column::Seq, audit_event::Column::Hash])
        .order_by_desc(audit_event::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.map_or_else(Head::default, |(seq, hash)| Head { seq, hash }))
}

/// Appends to the chain.
pub async fn record(tx: &DatabaseTransaction, vault: &Vault, at: DateTime<Utc>, entry: Entry<'_>) -> Result<()> {
    let mut head = hold(tx).await?;
    let mut row = audit_event::Model {
        id: AuditEventId::new(),
        seq: 0,
        at,
        account_id: entry.account_id,
        action: entry.action.to_value(),
        object_kind: entry.action.object_kind().to_owned(),
        object_id: entry.object_id,
        reason: entry.reason.map(str::to_owned),
        unit_id: entry.unit_id,
        details: entry.details,
        prev_hash: Vec::new(),
        hash: Vec::new(),
    };
    head.link(vault, &mut row);
    audit_event::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Appends the whole chain of another database, in its order: the same events with numbers and hashes of this one.
/// Returns how many there were.
pub async fn append_chain(tx: &DatabaseTransaction, vault: &Vault, other: &impl ConnectionTrait) -> Result<usize> {
    let mut head = hold(tx).await?;
    let (mut seq, mut count) = (0, 0);
    loop {
        let mut events = after(other, seq).await?;
        let Some(last) = events.last() else {
            return Ok(count);
        };
        seq = last.seq;
        count += events.len();
        for event in &mut events {
            head.link(vault, event);
        }
        let rows = events.into_iter().map(|event| event.into_active_model().reset_all());
        audit_event::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
}

/// The next events of a chain, a thousand at most.
async fn after(db: &impl ConnectionTrait, seq: i64) -> Result<Vec<audit_event::Model>> {
    Ok(audit_event::Entity::find()
        .filter(audit_event::Column::Seq.gt(seq))
        .order_by_asc(audit_event::Column::Seq)
        .limit(1000)
        .all(db)
        .await?)
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
        let rows = after(db, seq).await?;
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
