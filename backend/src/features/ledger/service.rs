//! Moving entries on (办理): the rule, the row, the event and the change in one transaction.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use serde_json::{Map, Value, json};

use super::{
    chain::{self, Step},
    clock,
    dto::{AllowedMove, LedgerEntry},
    handover::hand_over,
    hearings::check_heard,
    move_input::LedgerEntryMove,
    moves::{self, Heard},
    places, queries,
    register::limits,
    stages,
};
use crate::{
    auth::{Actor, policy::ledger as policy},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{CallbackId, LedgerEntryId},
        ledger_callback, ledger_category,
        ledger_entry::{self, Disclosure, HandlingWay, LedgerFinding, LedgerOutcome, LedgerState},
        ledger_event::LedgerMove,
        org_unit, person,
    },
    error::{Error, Result},
    features::calendar::working_days,
    language::text,
};

/// What a move writes besides the state.
pub struct Writing {
    pub row: ledger_entry::ActiveModel,
    pub note: Option<String>,
    pub data: Map<String, Value>,
}

impl Writing {
    /// Notes a value in the event.
    pub fn tell(&mut self, name: &str, value: impl serde::Serialize) {
        self.data.insert(name.to_owned(), json!(value));
    }
}

/// Moves an entry.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    asked: LedgerEntryMove,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    let part = policy::part(tx, actor, &entry).await?;
    let wanted = asked.wanted();
    let mut facts = queries::facts(tx, &entry).await?;
    facts.heard = heard(tx, &entry, &asked).await?;
    let to = moves::next(entry.state, wanted, facts).map_err(|refusal| Error::IllegalMove {
        wanted: wanted.to_value(),
        state: entry.state.to_value(),
        allowed: names_of(&queries::allowed_moves(&entry, part, facts)),
        detail: refusal.detail(),
    })?;
    if !part.may(wanted) {
        return Err(not_your_turn(wanted, part));
    }
    let mut writing = Writing {
        row: ledger_entry::ActiveModel {
            state: Set(to),
            version: Set(entry.version + 1),
            updated_at: Set(now),
            ..entry.clone().into_active_model()
        },
        note: None,
        data: Map::new(),
    };
    apply(tx, actor, &entry, asked, to, &mut writing, now).await?;
    set_limits(tx, &entry, to, wanted, &mut writing, now).await?;
    note_holder(tx, &entry, to, &mut writing).await?;
    let moved = ledger_entry::Entity::update(writing.row).exec(tx).await?;
    let step = Step {
        entry_id: id,
        r#move: moves::recorded_as(wanted, to),
        from: Some(entry.state),
        to,
        note: writing.note,
        data: writing.data.into(),
        actor,
    };
    chain::append(tx, step, now).await?;
    changes::record(tx, "ledger_entries", id.0, ChangeOperation::Updated, moved.unit_id, now).await?;
    queries::show(tx, actor, moved, now).await
}

/// The names of moves, as problems list them.
pub fn names_of(allowed: &[AllowedMove]) -> Vec<String> {
    allowed.iter().map(|allowed| allowed.r#move.to_value()).collect()
}

fn not_your_turn(wanted: LedgerMove, part: policy::Part) -> Error {
    if wanted == LedgerMove::CallBack && part.handler {
        return Error::forbidden(
            "回访须由承办人以外的人进行。",
            "Somebody other than the handler calls back.",
        );
    }
    Error::forbidden("现在不由您办理这一步。", "This step is not yours to make.")
}

async fn heard(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    asked: &LedgerEntryMove,
) -> Result<Option<Heard>> {
    let LedgerEntryMove::CallBack {
        satisfaction,
        reasonable,
        ..
    } = asked
    else {
        return Ok(None);
    };
    let calls = ledger_callback::Entity::find()
        .filter(ledger_callback::Column::EntryId.eq(entry.id))
        .filter(ledger_callback::Column::Satisfaction.is_null())
        .count(tx)
        .await?;
    let anonymous = entry.disclosure == Disclosure::Anonymous;
    Ok(Some(Heard::from_answer(
        *satisfaction,
        *reasonable,
        anonymous,
        i64::try_from(calls).unwrap_or(i64::MAX),
    )))
}

async fn apply(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry: &ledger_entry::Model,
    asked: LedgerEntryMove,
    to: LedgerState,
    writing: &mut Writing,
    now: DateTime<Utc>,
) -> Result<()> {
    match asked {
        LedgerEntryMove::Accept { note } => writing.note = note,
        LedgerEntryMove::Decline { reason } => end(writing, LedgerOutcome::Declined, reason),
        LedgerEntryMove::Withdraw { reason } => end(writing, LedgerOutcome::Withdrawn, reason),
        LedgerEntryMove::Settle {
            reply,
            outcome,
            handling_way,
            finding,
        } => {
            writing.row.handler_unit_id = Set(Some(entry.unit_id));
            answer(tx, actor, entry, writing, (reply, outcome, handling_way, finding)).await?;
        }
        LedgerEntryMove::Reply {
            reply,
            outcome,
            handling_way,
            finding,
        } => answer(tx, actor, entry, writing, (reply, outcome, handling_way, finding)).await?,
        LedgerEntryMove::Route {
            to_unit_id,
            to_person_id,
            note,
        }
        | LedgerEntryMove::Rule {
            to_unit_id,
            to_person_id,
            note,
        } => {
            writing.note = note;
            hand_over(tx, entry, to_unit_id, to_person_id, writing, now).await?;
        }
        LedgerEntryMove::Escalate { reason } => {
            let above = places::school_above(tx, entry.unit_id).await?.ok_or(Error::NotFound)?;
            writing.note = Some(reason);
            hand_over(tx, entry, above, None, writing, now).await?;
        }
        LedgerEntryMove::Sign { note } => {
            writing.row.handler_person_id = Set(Some(actor.person()?));
            writing.note = note;
        }
        LedgerEntryMove::Return {
            reason,
            proposed_unit_id,
        } => {
            let proposed = places::unit_of_same_school(tx, entry.unit_id, proposed_unit_id, "proposed_unit_id").await?;
            writing.tell("proposed_unit_id", proposed.id);
            writing.tell("proposed_unit_name", proposed.name);
            writing.tell("returned_by_unit_id", entry.handler_unit_id);
            writing.note = Some(reason);
            writing.row.returns = Set(entry.returns + 1);
            writing.row.handler_unit_id = Set(None);
            writing.row.handler_person_id = Set(None);
        }
        LedgerEntryMove::CallBack {
            method,
            satisfaction,
            reasonable,
            told_to_say,
            note,
        } => {
            let call = ledger_callback::Model {
                id: CallbackId::new(),
                entry_id: entry.id,
                caller: actor.account_id,
                at: now,
                method,
                satisfaction,
                reasonable,
                told_to_say,
                note: note.clone(),
            };
            ledger_callback::Entity::insert(call.into_active_model())
                .exec_without_returning(tx)
                .await?;
            writing.tell("method", method);
            writing.tell("satisfaction", satisfaction);
            writing.tell("reasonable", reasonable);
            writing.tell("told_to_say", told_to_say);
            writing.note = note;
            if satisfaction.is_some() {
                writing.row.satisfaction = Set(satisfaction);
            }
            match to {
                LedgerState::InProgress => {
                    writing.row.reopenings = Set(entry.reopenings + 1);
                    writing.row.outcome = Set(None);
                    writing.row.finding = Set(None);
                }
                LedgerState::Closed => writing.tell("outcome", entry.outcome),
                _ => {}
            }
        }
    }
    if to == LedgerState::Closed {
        writing.row.closed_at = Set(Some(now));
    }
    Ok(())
}

/// Ends an entry that nobody works on.
fn end(writing: &mut Writing, outcome: LedgerOutcome, reason: String) {
    writing.row.outcome = Set(Some(outcome));
    writing.tell("outcome", outcome);
    writing.note = Some(reason);
}

type Answer = (String, LedgerOutcome, Option<HandlingWay>, Option<LedgerFinding>);

async fn answer(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry: &ledger_entry::Model,
    writing: &mut Writing,
    (reply, outcome, handling_way, finding): Answer,
) -> Result<()> {
    if finding.is_some() && queries::persons_concerned(tx, entry.id).await?.is_empty() {
        return Err(Error::invalid(
            "finding",
            "only_about_persons",
            text(
                "只有涉及人员的条目才有核查结论",
                "only entries about persons have a finding",
            ),
        ));
    }
    check_heard(tx, entry, finding).await?;
    writing.tell("reply", &reply);
    writing.tell("outcome", outcome);
    writing.tell("handling_way", handling_way);
    writing.tell("finding", finding);
    writing.row.reply = Set(Some(reply));
    writing.row.outcome = Set(Some(outcome));
    writing.row.handling_way = Set(handling_way);
    writing.row.finding = Set(finding);
    writing.row.handler_person_id = Set(Some(actor.person()?));
    Ok(())
}

/// The limits of the stage that begins; work that is opened again gets the whole time again.
async fn set_limits(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    to: LedgerState,
    wanted: LedgerMove,
    writing: &mut Writing,
    now: DateTime<Utc>,
) -> Result<()> {
    if entry.state == to {
        return Ok(());
    }
    let category = ledger_category::Entity::find_by_id(entry.category_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let limits = limits(&category);
    let days = working_days(tx, entry.unit_id, local_date(now)).await?;
    writing.row.stage_due_at = Set(clock::stage_due_at(to, now, entry.urgency, limits, &days));
    if wanted == LedgerMove::CallBack && to == LedgerState::InProgress {
        let due_at = clock::due_at(now, entry.urgency, limits, &days);
        writing.tell("due_at", due_at);
        writing.row.due_at = Set(due_at);
    }
    Ok(())
}

/// Notes in the event who holds the entry from now on.
async fn note_holder(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    to: LedgerState,
    writing: &mut Writing,
) -> Result<()> {
    let (unit_id, person_id) = match to {
        LedgerState::Closed => return Ok(()),
        LedgerState::Registered | LedgerState::Accepted | LedgerState::Replied => (entry.unit_id, None),
        LedgerState::Routed | LedgerState::InProgress => {
            let unit_id = writing.row.handler_unit_id.clone().take().flatten();
            (
                unit_id.unwrap_or(entry.unit_id),
                writing.row.handler_person_id.clone().take().flatten(),
            )
        }
    };
    let unit = org_unit::Entity::find_by_id(unit_id).one(tx).await?;
    let person = match person_id {
        None => None,
        Some(person_id) => person::Entity::find_by_id(person_id).one(tx).await?,
    };
    let unit_name = unit.map(|unit| unit.name).unwrap_or_default();
    stages::note_holder(
        &mut writing.data,
        &unit_name,
        person.as_ref().map(|person| person.name.as_str()),
    );
    Ok(())
}
