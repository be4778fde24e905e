//! What the holder of a code sees: no names, no notes between offices, no steps that are not his business.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::dto::{Concern, ConcernAnswer, ConcernRemark, ConcernState, ConcernStep};
use crate::{
    clock::local_date,
    entities::{
        ids::LedgerEntryId,
        ledger_category,
        ledger_entry::{self, LedgerState},
        ledger_event::{self, LedgerMove},
        org_unit,
    },
    error::{Error, Result},
    features::ledger::submitter,
};

/// The concern of a code, which was checked.
pub async fn show(db: &impl ConnectionTrait, id: LedgerEntryId, now: DateTime<Utc>) -> Result<Concern> {
    let entry = ledger_entry::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let events = ledger_event::Entity::find()
        .filter(ledger_event::Column::EntryId.eq(id))
        .order_by_asc(ledger_event::Column::Seq)
        .all(db)
        .await?;
    let unit = org_unit::Entity::find_by_id(entry.unit_id).one(db).await?;
    let category = ledger_category::Entity::find_by_id(entry.category_id).one(db).await?;
    let may = submitter::allowed(&entry, now);
    Ok(Concern {
        unit_name: unit.map(|unit| unit.name).unwrap_or_default(),
        category_name: category.map(|category| category.name).unwrap_or_default(),
        state: state_of(entry.state),
        submitted_at: entry.registered_at,
        due_on: is_open(entry.state).then(|| local_date(entry.due_at)),
        answer: answer(&entry, &events),
        steps: steps(&events),
        remarks: remarks(&events),
        may_remark: may.remark,
        may_amend: may.amend,
        may_withdraw: may.withdraw,
        may_answer: may.answer,
        may_reopen: may.reopen,
        reopen_until: may.reopen_until,
        number: entry.number,
        content: entry.content,
        place: entry.place,
        happened_on: entry.happened_on,
    })
}

fn state_of(state: LedgerState) -> ConcernState {
    match state {
        LedgerState::Registered => ConcernState::Received,
        LedgerState::Accepted => ConcernState::Accepted,
        LedgerState::Routed | LedgerState::InProgress => ConcernState::InHand,
        LedgerState::Replied => ConcernState::Answered,
        LedgerState::Closed => ConcernState::Closed,
    }
}

fn is_open(state: LedgerState) -> bool {
    match state {
        LedgerState::Registered | LedgerState::Accepted | LedgerState::Routed | LedgerState::InProgress => true,
        LedgerState::Replied | LedgerState::Closed => false,
    }
}

/// The last answer, also while it is worked on again; where it was not taken on, the reason.
fn answer(entry: &ledger_entry::Model, events: &[ledger_event::Model]) -> Option<ConcernAnswer> {
    let last = events.iter().rfind(|event| {
        matches!(
            event.r#move,
            LedgerMove::Reply | LedgerMove::Settle | LedgerMove::Decline
        )
    })?;
    let text = match last.r#move {
        LedgerMove::Decline => last.note.clone(),
        _ => last
            .data
            .get("reply")
            .and_then(|reply| reply.as_str())
            .map(str::to_owned),
    };
    Some(ConcernAnswer {
        text: text?,
        outcome: entry.outcome,
        at: last.at,
    })
}

/// Each time it stood otherwise than before, in the public's words.
fn steps(events: &[ledger_event::Model]) -> Vec<ConcernStep> {
    let mut steps: Vec<ConcernStep> = Vec::new();
    for event in events {
        let state = state_of(event.to_state);
        if steps.last().is_none_or(|last| last.state != state) {
            steps.push(ConcernStep {
                state,
                again: event.r#move == LedgerMove::Reopen,
                at: event.at,
            });
        }
    }
    steps
}

/// What was added by code.
fn remarks(events: &[ledger_event::Model]) -> Vec<ConcernRemark> {
    let own = events.iter().filter(|event| event.r#move == LedgerMove::Remark);
    own.filter_map(|event| {
        Some(ConcernRemark {
            text: event.note.clone()?,
            at: event.at,
        })
    })
    .collect()
}
