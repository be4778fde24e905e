//! Moving entries on (办理): the rule, the row, the event and the change in one transaction.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, ActiveValue::Set, ConnectionTrait};

use super::{
    chain::By, co_handlers, deadlines, decisions, detail, dto::LedgerEntry, facts::Facts, handover::hand_over,
    hearings::check_heard, merging, move_input::LedgerEntryMove, moves, places, queries, topics, writing::Writing,
};
use crate::{
    auth::{Actor, policy::ledger as policy},
    clock::local_date,
    entities::{
        ids::{CallbackId, LedgerEntryId},
        ledger_callback,
        ledger_entry::{ExtensionState, HandlingWay, LedgerFinding, LedgerOutcome},
        ledger_event::LedgerMove,
    },
    error::{Error, Result},
    language::text,
};

/// Moves an entry.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    asked: LedgerEntryMove,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    let part = policy::part(tx, actor, &entry, local_date(now)).await?;
    let wanted = asked.wanted();
    decisions::check(part, &asked)?;
    let facts = Facts::of(tx, &entry, now).await?.with(tx, &entry, &asked).await?;
    let to = moves::next(entry.state, wanted, facts).map_err(|refusal| Error::IllegalMove {
        wanted: wanted.to_value(),
        state: entry.state.to_value(),
        allowed: detail::names_of(&detail::allowed_moves(entry.state, part, facts)),
        detail: refusal.detail(),
    })?;
    if !part.may(wanted) {
        return Err(not_your_turn(wanted, part));
    }
    let mut writing = Writing::begin(entry, to, now);
    apply(tx, actor, asked, &mut writing).await?;
    let moved = writing.move_on(tx, By::Account(actor), wanted).await?;
    Box::pin(detail::show(tx, actor, moved, now)).await
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

#[expect(clippy::too_many_lines, reason = "one arm for every move")]
async fn apply(tx: &impl ConnectionTrait, actor: &Actor, asked: LedgerEntryMove, writing: &mut Writing) -> Result<()> {
    use LedgerEntryMove as M;
    match asked {
        M::Accept { note } => writing.note = note,
        M::Decline { reason } => end(writing, LedgerOutcome::Declined, reason),
        M::Withdraw { reason } => end(writing, LedgerOutcome::Withdrawn, reason),
        M::Merge { into_entry_id, note } => merging::merge(tx, actor, writing, into_entry_id, note).await?,
        M::Settle {
            reply,
            outcome,
            handling_way,
            finding,
        } => {
            writing.row.handler_unit_id = Set(Some(writing.entry.unit_id));
            answer(tx, actor, writing, (reply, outcome, handling_way, finding)).await?;
        }
        M::Reply {
            reply,
            outcome,
            handling_way,
            finding,
        } => answer(tx, actor, writing, (reply, outcome, handling_way, finding)).await?,
        M::Route {
            to_unit_id,
            to_person_id,
            note,
        }
        | M::Rule {
            to_unit_id,
            to_person_id,
            note,
        } => {
            writing.note = note;
            hand_over(tx, writing, to_unit_id, to_person_id).await?;
        }
        M::Escalate { reason } => {
            let above = places::school_above(tx, writing.entry.unit_id).await?;
            writing.note = Some(reason);
            hand_over(tx, writing, above.ok_or(Error::NotFound)?, None).await?;
        }
        M::HandBack { reason } => {
            writing.note = Some(reason);
            leave_to_managing_unit(writing);
        }
        M::Sign { note } => {
            writing.row.handler_person_id = Set(Some(actor.person()?));
            writing.note = note;
        }
        M::Return {
            reason,
            proposed_unit_id,
        } => {
            let managing = writing.entry.unit_id;
            let proposed = places::unit_of_same_school(tx, managing, proposed_unit_id, "proposed_unit_id").await?;
            writing.tell("proposed_unit_id", proposed.id);
            writing.tell("proposed_unit_name", proposed.name);
            writing.note = Some(reason);
            writing.row.returns = Set(writing.entry.returns + 1);
            leave_to_managing_unit(writing);
        }
        M::AskExtension { days, reason } => {
            deadlines::check_extension(tx, &writing.entry, days).await?;
            writing.row.extension = Set(Some(ExtensionState::Asked));
            writing.row.extension_days = Set(Some(days));
            writing.tell("days", days);
            writing.note = Some(reason);
        }
        M::Extend { note } => {
            let days = writing.entry.extension_days.unwrap_or_default();
            writing.row.extension = Set(Some(ExtensionState::Granted));
            writing.row.extensions = Set(writing.entry.extensions + 1);
            writing.note = note;
            writing.tell("days", days);
            deadlines::give_more_time(tx, writing, i64::from(days)).await?;
        }
        M::RefuseExtension { reason } => {
            writing.row.extension = Set(Some(ExtensionState::Refused));
            writing.note = Some(reason);
        }
        M::Suspend { reason } => {
            writing.row.suspended_at = Set(Some(writing.now));
            writing.note = Some(reason);
        }
        M::Resume { note } => {
            writing.note = note;
            deadlines::resume(tx, writing).await?;
        }
        M::AddCoHandler {
            unit_id,
            person_id,
            task,
        } => co_handlers::add(tx, writing, unit_id, person_id, task).await?,
        M::RemoveCoHandler { co_handler_id, reason } => {
            co_handlers::remove(tx, writing, co_handler_id, reason).await?;
        }
        M::CoHandlerDone { result } => co_handlers::done(tx, actor, writing, result).await?,
        M::CallBack {
            method,
            satisfaction,
            reasonable,
            told_to_say,
            note,
        } => {
            let call = ledger_callback::Model {
                id: CallbackId::new(),
                entry_id: writing.entry.id,
                caller: actor.account_id,
                at: writing.now,
                method,
                satisfaction,
                reasonable,
                told_to_say,
                note,
            };
            writing.hear(tx, call).await?;
        }
        M::Reopen { reason } => writing.note = Some(reason),
        M::Note { note } => {
            writing.be_found_by(&note);
            writing.note = Some(note);
        }
        M::JoinTopic { topic_id } => topics::join(tx, actor, writing, topic_id).await?,
        M::LeaveTopic {} => topics::leave(tx, writing).await?,
    }
    if writing.reopens() {
        writing.reopen();
    }
    Ok(())
}

/// Ends an entry that nobody works on any longer.
pub fn end(writing: &mut Writing, outcome: LedgerOutcome, reason: String) {
    writing.row.outcome = Set(Some(outcome));
    writing.tell("outcome", outcome);
    writing.note = Some(reason);
}

/// Those who handled it have done with it.
fn leave_to_managing_unit(writing: &mut Writing) {
    writing.tell("returned_by_unit_id", writing.entry.handler_unit_id);
    writing.row.handler_unit_id = Set(None);
    writing.row.handler_person_id = Set(None);
}

type Answer = (String, LedgerOutcome, Option<HandlingWay>, Option<LedgerFinding>);

async fn answer(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    writing: &mut Writing,
    (reply, outcome, handling_way, finding): Answer,
) -> Result<()> {
    if finding.is_some() && queries::persons_concerned(tx, writing.entry.id).await?.is_empty() {
        return Err(Error::invalid(
            "finding",
            "only_about_persons",
            text(
                "只有涉及人员的条目才有核查结论",
                "only entries about persons have a finding",
            ),
        ));
    }
    check_heard(tx, &writing.entry, finding).await?;
    writing.tell("reply", &reply);
    writing.tell("outcome", outcome);
    writing.tell("handling_way", handling_way);
    writing.tell("finding", finding);
    writing.be_found_by(&reply);
    writing.row.reply = Set(Some(reply));
    writing.row.outcome = Set(Some(outcome));
    writing.row.handling_way = Set(handling_way);
    writing.row.finding = Set(finding);
    writing.row.handler_person_id = Set(Some(actor.person()?));
    Ok(())
}
