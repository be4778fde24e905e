//! The events of an entry (办理过程): append-only, each with the hash of the one before it.

use aws_lc_rs::digest;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use super::dto::MadeBy;
use crate::{
    auth::Actor,
    entities::{
        account,
        ids::{AccountId, LedgerEntryId, LedgerEventId},
        ledger_entry::{self, LedgerState},
        ledger_event::{self, LedgerMove},
    },
    error::Result,
};

/// How the submitter is called in the events: never by his name.
const SUBMITTER_NAME: &str = "反映人";

/// Who makes a step.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// Somebody who is logged in.
    Account(&'a Actor),
    /// Whoever raised the concern, without an account (反映人).
    Submitter,
    /// The product itself.
    Product,
}

impl By<'_> {
    fn account_id(self) -> Option<AccountId> {
        match self {
            Self::Account(actor) => Some(actor.account_id),
            Self::Submitter | Self::Product => None,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Account(actor) => actor.display_name.clone(),
            Self::Submitter => SUBMITTER_NAME.to_owned(),
            Self::Product => "系统".to_owned(),
        }
    }

    /// The account that stands in columns which must name one.
    pub fn account_or_submitter(self) -> AccountId {
        self.account_id().unwrap_or(account::SUBMITTER)
    }
}

/// Who made a step.
pub fn made_by(event: &ledger_event::Model) -> MadeBy {
    match event.actor_account_id {
        Some(_) => MadeBy::Account,
        None if event.actor_name == SUBMITTER_NAME => MadeBy::Submitter,
        None => MadeBy::Product,
    }
}

/// A step to be written down.
#[derive(Debug)]
pub struct Step<'a> {
    pub entry_id: LedgerEntryId,
    pub r#move: LedgerMove,
    pub from: Option<LedgerState>,
    pub to: LedgerState,
    pub note: Option<String>,
    /// What it set; never who raised the concern.
    pub data: Value,
    pub by: By<'a>,
}

/// Appends a step to the chain of its entry, whose row the caller's transaction holds.
pub async fn append(tx: &impl ConnectionTrait, step: Step<'_>, at: DateTime<Utc>) -> Result<()> {
    let last: Option<(i32, Vec<u8>)> = ledger_event::Entity::find()
        .select_only()
        .columns([ledger_event::Column::Seq, ledger_event::Column::Hash])
        .filter(ledger_event::Column::EntryId.eq(step.entry_id))
        .order_by_desc(ledger_event::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    let (seq, prev_hash) = last.map_or((1, Vec::new()), |(seq, hash)| (seq + 1, hash));
    let mut event = ledger_event::Model {
        id: LedgerEventId::new(),
        entry_id: step.entry_id,
        seq,
        r#move: step.r#move,
        from_state: step.from,
        to_state: step.to,
        actor_account_id: step.by.account_id(),
        actor_name: step.by.name(),
        note: step.note,
        data: step.data,
        at,
        prev_hash,
        hash: Vec::new(),
    };
    event.hash = hash_of(&event);
    ledger_event::Entity::insert(event.into_active_model())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// SHA-256 over the event's content and the hash before it.
pub fn hash_of(event: &ledger_event::Model) -> Vec<u8> {
    let content = json!([
        event.entry_id,
        event.seq,
        event.r#move.to_value(),
        event.from_state.map(|state| state.to_value()),
        event.to_state.to_value(),
        event.actor_account_id,
        event.actor_name,
        event.note,
        sorted(&event.data),
        event.at.timestamp_micros(),
        event.prev_hash,
    ]);
    digest::digest(&digest::SHA256, content.to_string().as_bytes())
        .as_ref()
        .to_vec()
}

/// The value as text with the names of every object in order: PostgreSQL keeps no order of its own.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(name, value)| format!("{}:{}", json!(name), sorted(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(sorted).collect();
            format!("[{}]", items.join(","))
        }
        plain => plain.to_string(),
    }
}

/// Where the events of an entry do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    pub entry_id: LedgerEntryId,
    /// The first event that does not fit, or the number of events where the entry itself does not.
    pub seq: i32,
}

/// Checks every entry against its events; empty when all chains are whole.
pub async fn verify_chains(db: &impl ConnectionTrait) -> Result<Vec<Break>> {
    let mut broken = Vec::new();
    let mut after: Option<LedgerEntryId> = None;
    loop {
        let mut page = ledger_entry::Entity::find()
            .select_only()
            .columns([
                ledger_entry::Column::Id,
                ledger_entry::Column::State,
                ledger_entry::Column::Version,
            ])
            .order_by_asc(ledger_entry::Column::Id)
            .limit(200);
        if let Some(after) = after {
            page = page.filter(ledger_entry::Column::Id.gt(after));
        }
        let entries: Vec<(LedgerEntryId, LedgerState, i32)> = page.into_tuple().all(db).await?;
        let Some((last, ..)) = entries.last() else {
            return Ok(broken);
        };
        after = Some(*last);
        let ids = entries.iter().map(|(id, ..)| *id);
        let events = ledger_event::Entity::find()
            .filter(ledger_event::Column::EntryId.is_in(ids))
            .order_by_asc(ledger_event::Column::EntryId)
            .order_by_asc(ledger_event::Column::Seq)
            .all(db)
            .await?;
        for (entry_id, state, version) in entries {
            let own: Vec<_> = events.iter().filter(|event| event.entry_id == entry_id).collect();
            if let Some(seq) = first_break(&own, state, version) {
                broken.push(Break { entry_id, seq });
            }
        }
    }
}

fn first_break(events: &[&ledger_event::Model], state: LedgerState, version: i32) -> Option<i32> {
    let (mut seq, mut prev_hash) = (0, &Vec::new());
    for event in events {
        if event.seq != seq + 1 || event.prev_hash != *prev_hash || event.hash != hash_of(event) {
            return Some(event.seq);
        }
        seq = event.seq;
        prev_hash = &event.hash;
    }
    let writes = events
        .iter()
        .filter(|event| !matches!(event.r#move, LedgerMove::ReadIdentity | LedgerMove::Remind))
        .count();
    let ends_right = events.last().is_some_and(|last| last.to_state == state);
    (!ends_right || i32::try_from(writes) != Ok(version)).then_some(seq)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_names_does_not_matter() {
        let (one, other) = (
            r#"{"b":[{"y":1,"x":"二"}],"a":null}"#,
            r#"{"a":null,"b":[{"x":"二","y":1}]}"#,
        );
        let read = |text| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(sorted(&read(one)), sorted(&read(other)));
        assert_eq!(sorted(&read(one)), other);
    }
}
