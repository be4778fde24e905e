//! What a call to a drawn submitter brought.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Map, json};

use super::{
    dto::{CallbackSample, NewSampleCall},
    queries,
};
use crate::{
    auth::Actor,
    entities::{
        ids::{CallbackDrawId, CallbackId, LedgerEntryId},
        ledger_callback, ledger_callback_sample,
        ledger_entry::Satisfaction,
    },
    error::{Error, Result},
    features::ledger::{decisions, notes::note, queries as entries},
    language::text,
};

/// Notes a call; one that reached nobody can be tried again.
pub async fn call(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    (draw_id, entry_id): (CallbackDrawId, LedgerEntryId),
    new: NewSampleCall,
    now: DateTime<Utc>,
) -> Result<CallbackSample> {
    let before = sample(tx, actor, draw_id, entry_id, now).await?;
    let entry = entries::find_to_change(tx, actor, entry_id, now).await?;
    if !before.may_call {
        if before.call.is_some_and(|call| call.satisfaction.is_some()) {
            return Err(Error::Conflict {
                code: "called_already",
                detail: text("反映人已经回访过。", "The submitter was reached already."),
            });
        }
        return Err(Error::forbidden(
            "回访须由承办人以外的人进行。",
            "Somebody other than the handler calls back.",
        ));
    }
    let id = CallbackId::new();
    ledger_callback::Entity::insert(ledger_callback::ActiveModel {
        id: Set(id),
        entry_id: Set(entry_id),
        caller: Set(actor.account_id),
        at: Set(now),
        method: Set(new.method),
        satisfaction: Set(new.satisfaction),
        reasonable: Set(None),
        told_to_say: Set(new.told_to_say),
        note: Set(new.note.clone()),
    })
    .exec_without_returning(tx)
    .await?;
    if new.satisfaction == Some(Satisfaction::Unsatisfied) {
        decisions::wait(tx, id, entry_id, now).await?;
    }
    ledger_callback_sample::Entity::update_many()
        .set(ledger_callback_sample::ActiveModel {
            callback_id: Set(Some(id)),
            ..Default::default()
        })
        .filter(ledger_callback_sample::Column::DrawId.eq(draw_id))
        .filter(ledger_callback_sample::Column::EntryId.eq(entry_id))
        .exec(tx)
        .await?;
    let told = Map::from_iter([
        ("checked".to_owned(), json!(new.method)),
        ("satisfaction".to_owned(), json!(new.satisfaction)),
        ("told_to_say".to_owned(), json!(new.told_to_say)),
    ]);
    note(tx, actor, entry, new.note, told, now).await?;
    sample(tx, actor, draw_id, entry_id, now).await
}

async fn sample(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    draw_id: CallbackDrawId,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<CallbackSample> {
    let samples = queries::samples(tx, actor, draw_id, now).await?.items;
    samples
        .into_iter()
        .find(|sample| sample.entry_id == entry_id)
        .ok_or(Error::NotFound)
}
