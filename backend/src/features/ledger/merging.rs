//! Merging an entry into another one (并案), which is then answered for both.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    chain::By,
    facts::Facts,
    moves, places,
    queries::{self, visible_to},
    writing::Writing,
};
use crate::{
    auth::Actor,
    entities::{
        ids::LedgerEntryId,
        ledger_entry::{self, LedgerOutcome, LedgerState},
        ledger_event::LedgerMove,
    },
    error::{Error, Result},
    language::text,
};

/// Another entry, by name.
#[derive(Debug, Clone, Serialize, ToSchema, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "ledger_entry::Entity")]
pub struct LinkedEntry {
    pub id: LedgerEntryId,
    #[schema(example = "ZL-2026-0002")]
    pub number: String,
    #[schema(example = "教学点的午餐不热")]
    pub title: String,
    pub state: LedgerState,
}

const FIELD: &str = "into_entry_id";

/// Ends an entry by merging it into another open one of the same school that the caller sees and that concerns at
/// least the same persons: whoever may not see the one does not see the other.
pub async fn merge(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    writing: &mut Writing,
    into: LedgerEntryId,
    note: Option<String>,
) -> Result<()> {
    let now = writing.now;
    let target = match queries::find_to_change(tx, actor, into, now).await {
        Err(Error::NotFound) => return Err(Error::unknown_reference(FIELD)),
        target => target?,
    };
    places::unit_of_same_school(tx, writing.entry.unit_id, target.unit_id, FIELD).await?;
    let facts = Facts::of(tx, &target, now).await?;
    let Ok(to) = moves::next(target.state, LedgerMove::Absorb, facts) else {
        return Err(refused("not_open", "只能并入没有办结的条目", "it must be open"));
    };
    if target.id == writing.entry.id {
        return Err(refused(
            "itself",
            "不能并入自己",
            "an entry cannot be merged into itself",
        ));
    }
    let concerned = queries::persons_concerned(tx, target.id).await?;
    let mut own = queries::persons_concerned(tx, writing.entry.id).await?.into_iter();
    if !own.all(|person| concerned.contains(&person)) {
        return Err(refused(
            "conflict_of_interest",
            "并入的条目没有涉及同样的人员，请先补全",
            "it must concern the same persons",
        ));
    }
    writing.row.outcome = Set(Some(LedgerOutcome::Merged));
    writing.row.merged_into_id = Set(Some(target.id));
    writing.tell("outcome", LedgerOutcome::Merged);
    writing.tell("into_entry_id", target.id);
    writing.tell("into_entry_number", &target.number);
    writing.note = note;
    let mut absorbing = Writing::begin(target, to, now);
    absorbing.tell("entry_id", writing.entry.id);
    absorbing.tell("entry_number", &writing.entry.number);
    absorbing.finish(tx, By::Account(actor), LedgerMove::Absorb).await?;
    Ok(())
}

fn refused(code: &'static str, zh: &'static str, en: &'static str) -> Error {
    Error::invalid(FIELD, code, text(zh, en))
}

/// The entry that another one was merged into.
pub async fn merged_into(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry: &ledger_entry::Model,
    now: DateTime<Utc>,
) -> Result<Option<LinkedEntry>> {
    let Some(target) = entry.merged_into_id else {
        return Ok(None);
    };
    Ok(visible_to(actor, now)
        .filter(ledger_entry::Column::Id.eq(target))
        .into_partial_model()
        .one(db)
        .await?)
}

/// The entries that were merged into one.
pub async fn merged(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<Vec<LinkedEntry>> {
    Ok(visible_to(actor, now)
        .filter(ledger_entry::Column::MergedIntoId.eq(id))
        .order_by_asc(ledger_entry::Column::Number)
        .into_partial_model()
        .all(db)
        .await?)
}
