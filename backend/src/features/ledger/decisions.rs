//! Whether a dissatisfaction is reasonable (合理、不合理): for the office to say, with a reason. Said by somebody else in
//! a call-back, it waits for the office.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    chain::By,
    detail,
    dto::LedgerEntry,
    facts::{Facts, Heard},
    move_input::LedgerEntryMove,
    moves, queries,
    writing::Writing,
};
use crate::{
    auth::{
        Actor,
        policy::ledger::{self as policy, Part},
    },
    clock::local_date,
    entities::{
        ids::{CallbackId, LedgerEntryId},
        ledger_callback,
        ledger_callback_decision::{self, Column},
        ledger_entry::{LedgerState, Satisfaction},
        ledger_event::LedgerMove,
    },
    error::{Error, Result},
    language::text,
};

/// What the office finds of a dissatisfaction.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reasonable": true, "reason": "保温箱只用了一周，问题没有解决"}))]
pub struct NewDecision {
    /// With reason the work goes on; without it the entry stays, or is closed, as it was answered.
    pub reasonable: bool,
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000, example = "保温箱只用了一周，问题没有解决")]
    pub reason: String,
}

/// Checks what a call-back says of a dissatisfaction: the office decides at once and with a reason, others do not.
pub fn check(part: Part, asked: &LedgerEntryMove) -> Result<()> {
    let LedgerEntryMove::CallBack {
        satisfaction: Some(Satisfaction::Unsatisfied),
        reasonable,
        note,
        ..
    } = asked
    else {
        return Ok(());
    };
    match (part.decides(), reasonable, note) {
        (true, Some(_), Some(_)) | (false, None, _) => Ok(()),
        (true, None, _) => Err(Error::invalid(
            "reasonable",
            "required",
            text("请认定是否合理", "say whether it is reasonable"),
        )),
        (true, Some(_), None) => Err(Error::invalid(
            "note",
            "required",
            text("请写明认定的理由", "say why it is reasonable or not"),
        )),
        (false, Some(_), _) => Err(Error::invalid(
            "reasonable",
            "office_decides",
            text(
                "是否合理由办公室认定，请不要填写",
                "the office says whether it is reasonable: leave it out",
            ),
        )),
    }
}

/// Lets a dissatisfaction wait for the office.
pub async fn wait(
    tx: &impl ConnectionTrait,
    callback_id: CallbackId,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<()> {
    ledger_callback_decision::Entity::insert(ledger_callback_decision::ActiveModel {
        callback_id: Set(callback_id),
        entry_id: Set(entry_id),
        asked_at: Set(now),
        reasonable: Set(None),
        reason: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Takes back what waited: the entry went on without it.
pub async fn overtake(tx: &impl ConnectionTrait, entry_id: LedgerEntryId) -> Result<()> {
    ledger_callback_decision::Entity::delete_many()
        .filter(Column::EntryId.eq(entry_id))
        .filter(Column::DecidedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Decides about a dissatisfaction that waits: with reason the work goes on, without it the entry is closed.
pub async fn decide(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CallbackId,
    new: NewDecision,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    let call = ledger_callback::Entity::find_by_id(id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let entry = queries::find_to_change(tx, actor, call.entry_id, now).await?;
    let part = policy::part(tx, actor, &entry, local_date(now)).await?;
    if !part.decides() {
        return Err(Error::forbidden(
            "是否合理由办公室认定，承办人不能认定。",
            "The office says whether it is reasonable, and never the handler.",
        ));
    }
    let waiting = ledger_callback_decision::Entity::find_by_id(id)
        .filter(Column::DecidedAt.is_null())
        .one(tx)
        .await?;
    if waiting.is_none() {
        return Err(Error::Conflict {
            code: "nothing_to_decide",
            detail: text("没有等待认定的不满意。", "Nothing waits for a decision."),
        });
    }
    settle(tx, actor, id, &new, now).await?;
    // A closed entry was asked about once more: it is opened again, or stays as it is.
    let wanted = match (entry.state, new.reasonable) {
        (LedgerState::Closed, true) => LedgerMove::Reopen,
        (LedgerState::Closed, false) => LedgerMove::Note,
        _ => LedgerMove::CallBack,
    };
    let facts = Facts {
        heard: Some(Heard::Unsatisfied {
            reasonable: Some(new.reasonable),
        }),
        ..Facts::of(tx, &entry, now).await?
    };
    let to = match wanted {
        LedgerMove::Note => entry.state,
        wanted => moves::next(entry.state, wanted, facts).map_err(|refusal| Error::IllegalMove {
            wanted: wanted.to_value(),
            state: entry.state.to_value(),
            allowed: Vec::new(),
            detail: refusal.detail(),
        })?,
    };
    let mut writing = Writing::begin(entry, to, now);
    writing.tell("satisfaction", Satisfaction::Unsatisfied);
    writing.tell("reasonable", new.reasonable);
    writing.be_found_by(&new.reason);
    writing.note = Some(new.reason);
    if to == LedgerState::Closed && wanted == LedgerMove::CallBack {
        let outcome = writing.entry.outcome;
        writing.tell("outcome", outcome);
    }
    if writing.reopens() {
        writing.reopen();
    }
    let moved = writing.move_on(tx, By::Account(actor), wanted).await?;
    Box::pin(detail::show(tx, actor, moved, now)).await
}

async fn settle(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CallbackId,
    new: &NewDecision,
    now: DateTime<Utc>,
) -> Result<()> {
    ledger_callback_decision::Entity::update_many()
        .set(ledger_callback_decision::ActiveModel {
            reasonable: Set(Some(new.reasonable)),
            reason: Set(Some(new.reason.clone())),
            decided_by: Set(Some(actor.account_id)),
            decided_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::CallbackId.eq(id))
        .exec(tx)
        .await?;
    ledger_callback::Entity::update_many()
        .set(ledger_callback::ActiveModel {
            reasonable: Set(Some(new.reasonable)),
            ..Default::default()
        })
        .filter(ledger_callback::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
