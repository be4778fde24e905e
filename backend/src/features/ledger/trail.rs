//! What happened to an entry: its steps and its call-backs.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, sea_query::SimpleExpr,
};

use super::{
    chain::made_by,
    dto::{LedgerCallback, LedgerCallbacks, LedgerEvent, LedgerEvents},
    queries,
};
use crate::{
    auth::{Actor, Permission},
    entities::{
        account,
        ids::{CallbackId, LedgerEntryId},
        ledger_callback::{self, CallbackMethod},
        ledger_callback_decision,
        ledger_entry::Satisfaction,
        ledger_event::LedgerMove,
    },
    error::Result,
};

/// The steps of an entry; looks at the identity are shown only to those who may look themselves.
pub async fn events(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<LedgerEvents> {
    queries::check_visible(db, actor, id, now).await?;
    let sees_looks = actor.can(Permission::LedgerIdentity);
    let events = queries::all_events(db, id).await?.into_iter();
    let items = events
        .filter(|event| sees_looks || event.r#move != LedgerMove::ReadIdentity)
        .map(|event| LedgerEvent {
            id: event.id,
            seq: event.seq,
            r#move: event.r#move,
            from_state: event.from_state,
            to_state: event.to_state,
            by: made_by(&event),
            actor_name: event.actor_name,
            note: event.note,
            data: event.data,
            at: event.at,
        })
        .collect();
    Ok(LedgerEvents { items })
}

/// The call-backs of an entry.
pub async fn callbacks(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<LedgerCallbacks> {
    queries::check_visible(db, actor, id, now).await?;
    let items = read(db, ledger_callback::Column::EntryId.eq(id)).await?;
    Ok(LedgerCallbacks { items })
}

/// Call-backs by their ids.
pub async fn calls(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = CallbackId>,
) -> Result<HashMap<CallbackId, LedgerCallback>> {
    let calls = read(db, ledger_callback::Column::Id.is_in(ids)).await?;
    Ok(calls.into_iter().map(|call| (call.id, call)).collect())
}

async fn read(db: &impl ConnectionTrait, which: SimpleExpr) -> Result<Vec<LedgerCallback>> {
    type Called = (
        CallbackId,
        DateTime<Utc>,
        String,
        CallbackMethod,
        Option<Satisfaction>,
        Option<bool>,
        bool,
        Option<String>,
    );
    let calls: Vec<Called> = ledger_callback::Entity::find()
        .select_only()
        .columns([ledger_callback::Column::Id, ledger_callback::Column::At])
        .column(account::Column::DisplayName)
        .columns([
            ledger_callback::Column::Method,
            ledger_callback::Column::Satisfaction,
            ledger_callback::Column::Reasonable,
            ledger_callback::Column::ToldToSay,
            ledger_callback::Column::Note,
        ])
        .join(
            JoinType::InnerJoin,
            ledger_callback::Entity::belongs_to(account::Entity)
                .from(ledger_callback::Column::Caller)
                .to(account::Column::Id)
                .into(),
        )
        .filter(which)
        .order_by_asc(ledger_callback::Column::At)
        .order_by_asc(ledger_callback::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let decisions = decisions(db, calls.iter().map(|(id, ..)| *id)).await?;
    Ok(calls
        .into_iter()
        .map(
            |(id, at, caller_name, method, satisfaction, reasonable, told_to_say, note)| LedgerCallback {
                waits_for_decision: decisions.get(&id).is_some_and(|decision| decision.decided_at.is_none()),
                decision_reason: decisions.get(&id).and_then(|decision| decision.reason.clone()),
                id,
                at,
                caller_name,
                method,
                satisfaction,
                reasonable,
                told_to_say,
                note,
            },
        )
        .collect())
}

/// What the office decided, or is to decide, about some call-backs.
async fn decisions(
    db: &impl ConnectionTrait,
    calls: impl IntoIterator<Item = CallbackId>,
) -> Result<HashMap<CallbackId, ledger_callback_decision::Model>> {
    let decisions = ledger_callback_decision::Entity::find()
        .filter(ledger_callback_decision::Column::CallbackId.is_in(calls))
        .all(db)
        .await?;
    Ok(decisions
        .into_iter()
        .map(|decision| (decision.callback_id, decision))
        .collect())
}
