//! What whoever raised a concern (反映人) does himself, without an account. Who he is, the caller has made sure of.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveEnum, ActiveValue::Set, ConnectionTrait, EntityTrait, QuerySelect, sea_query::LockType};

use super::{
    amend::{Changes, search_of},
    chain::By,
    facts::{Facts, Heard},
    input::{LedgerIdentity, NewLedgerEntry},
    moves, places,
    register::{check_not_in_future, open},
    service::end,
    writing::Writing,
};
use crate::{
    clock::local_date,
    entities::{
        account::SUBMITTER,
        ids::{CallbackId, LedgerCategoryId, LedgerEntryId, OrgUnitId, PersonId},
        ledger_callback::{self, CallbackMethod},
        ledger_entry::{self, Disclosure, LedgerChannel, LedgerOutcome, LedgerState, Satisfaction, SubmitterKind},
        ledger_event::LedgerMove,
    },
    error::{Error, Result},
    vault::Vault,
};

/// A concern that somebody raises himself.
#[derive(Debug, Clone)]
pub struct SubmittedConcern {
    /// A school, kindergarten or department; a department's concerns are its school's.
    pub unit_id: OrgUnitId,
    /// Whom the submitter turned to; he stays the contact.
    pub first_receiver_person_id: Option<PersonId>,
    pub submitter_kind: SubmitterKind,
    pub disclosure: Disclosure,
    pub category_id: LedgerCategoryId,
    pub title: String,
    pub content: String,
    pub place: Option<String>,
    /// Not in the future.
    pub happened_on: Option<NaiveDate>,
    /// Not for anonymous concerns.
    pub identity: Option<LedgerIdentity>,
}

/// What a submitter corrects; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct SubmittedPatch {
    pub content: Option<String>,
    pub place: Option<Option<String>>,
    pub happened_on: Option<Option<NaiveDate>>,
}

/// What a submitter may do with his concern now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is something he may do")]
pub struct Allowed {
    pub remark: bool,
    pub amend: bool,
    pub withdraw: bool,
    /// Say whether it is settled.
    pub answer: bool,
    pub reopen: bool,
    /// The last day on which it can be opened again; only once it was closed with an answer.
    pub reopen_until: Option<NaiveDate>,
}

/// Opens an entry for whoever fills in the form. Nobody received it first unless he turned to somebody.
pub async fn register(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    concern: SubmittedConcern,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let unit_id = places::managing_school(tx, concern.unit_id)
        .await?
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let new = NewLedgerEntry {
        id: None,
        unit_id: Some(unit_id),
        channel: LedgerChannel::OnlineForm,
        submitter_kind: concern.submitter_kind,
        disclosure: concern.disclosure,
        category_id: concern.category_id,
        urgency: None,
        title: concern.title,
        content: concern.content,
        place: concern.place,
        happened_on: concern.happened_on,
        persons_concerned: Vec::new(),
        origin_activity_id: None,
        identity: concern.identity,
    };
    let first_receiver = concern.first_receiver_person_id;
    open(tx, vault, By::Submitter, unit_id, first_receiver, new, now).await
}

/// What the submitter may do with an entry now.
pub fn allowed(entry: &ledger_entry::Model, now: DateTime<Utc>) -> Allowed {
    let facts = Facts::for_submitter(entry, now);
    let may = |wanted| moves::next(entry.state, wanted, facts).is_ok();
    let closed_on = entry.closed_at.map(local_date);
    Allowed {
        remark: may(LedgerMove::Remark),
        amend: may(LedgerMove::Amend),
        withdraw: may(LedgerMove::Withdraw),
        answer: may(LedgerMove::CallBack),
        reopen: may(LedgerMove::Reopen),
        reopen_until: closed_on
            .filter(|_| may(LedgerMove::Reopen))
            .map(|day| day + chrono::Days::new(moves::REOPEN_DAYS.unsigned_abs())),
    }
}

/// Adds something to what was said.
pub async fn remark(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    remark: String,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let mut writing = begin(tx, id, LedgerMove::Remark, None, now).await?;
    writing.be_found_by(&remark);
    writing.note = Some(remark);
    writing.move_on(tx, By::Submitter, LedgerMove::Remark).await
}

/// Adds a file to what was said; its name stays in the chain.
pub async fn attach(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    file_name: &str,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    remark(tx, id, format!("附件：{file_name}"), now).await
}

/// Corrects what was said, before it is routed.
pub async fn amend(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    patch: SubmittedPatch,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    check_not_in_future(patch.happened_on.flatten(), local_date(now))?;
    let mut writing = begin(tx, id, LedgerMove::Amend, None, now).await?;
    let mut entry = writing.entry.clone();
    let mut changed = Changes::default();
    changed.set("content", &mut entry.content, patch.content);
    changed.set("place", &mut entry.place, patch.place);
    changed.set("happened_on", &mut entry.happened_on, patch.happened_on);
    if changed.0.is_empty() {
        return Ok(entry);
    }
    writing.tell("changes", changed.0);
    writing.row.search = Set(search_of(tx, &entry).await?);
    writing.row.content = Set(entry.content);
    writing.row.place = Set(entry.place);
    writing.row.happened_on = Set(entry.happened_on);
    writing.move_on(tx, By::Submitter, LedgerMove::Amend).await
}

/// Takes it back, at any time before it is closed.
pub async fn withdraw(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    reason: String,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let mut writing = begin(tx, id, LedgerMove::Withdraw, None, now).await?;
    end(&mut writing, LedgerOutcome::Withdrawn, reason);
    writing.move_on(tx, By::Submitter, LedgerMove::Withdraw).await
}

/// Says that it is settled, and how well: closes it.
pub async fn say_settled(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    satisfied: Satisfaction,
    note: Option<String>,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    say(tx, id, satisfied, note, now).await
}

/// Says that he is not satisfied. The office calls back and decides whether the work goes on; he himself can also
/// [`reopen`] it.
pub async fn say_unsatisfied(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    reason: String,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    say(tx, id, Satisfaction::Unsatisfied, Some(reason), now).await
}

async fn say(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    satisfaction: Satisfaction,
    note: Option<String>,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let heard = Heard::from_answer(Some(satisfaction), None, false, 0);
    let mut writing = begin(tx, id, LedgerMove::CallBack, Some(heard), now).await?;
    if let Some(note) = &note {
        writing.be_found_by(note);
    }
    let said = ledger_callback::Model {
        id: CallbackId::new(),
        entry_id: id,
        caller: SUBMITTER,
        at: now,
        method: CallbackMethod::Online,
        satisfaction: Some(satisfaction),
        reasonable: None,
        told_to_say: false,
        note,
    };
    writing.hear(tx, said).await?;
    writing.move_on(tx, By::Submitter, LedgerMove::CallBack).await
}

/// Opens it again: while the answer waits for the call-back, and for 30 days after it was closed.
pub async fn reopen(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    reason: String,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let mut writing = begin(tx, id, LedgerMove::Reopen, None, now).await?;
    writing.be_found_by(&reason);
    writing.note = Some(reason);
    writing.reopen();
    writing.move_on(tx, By::Submitter, LedgerMove::Reopen).await
}

/// A move of the submitter, if the state of the entry allows it; its row is held until the transaction ends.
async fn begin(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    wanted: LedgerMove,
    heard: Option<Heard>,
    now: DateTime<Utc>,
) -> Result<Writing> {
    let entry = ledger_entry::Entity::find_by_id(id)
        .lock(LockType::Update)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let facts = Facts {
        heard,
        ..Facts::for_submitter(&entry, now)
    };
    match moves::next(entry.state, wanted, facts) {
        Ok(to) => Ok(Writing::begin(entry, to, now)),
        Err(refusal) => Err(Error::IllegalMove {
            wanted: wanted.to_value(),
            state: entry.state.to_value(),
            allowed: allowed_names(entry.state, facts),
            detail: refusal.detail(),
        }),
    }
}

fn allowed_names(state: LedgerState, facts: Facts) -> Vec<String> {
    let allowed = moves::OF_SUBMITTER
        .into_iter()
        .filter(|wanted| moves::next(state, *wanted, facts).is_ok());
    allowed.map(|wanted| wanted.to_value()).collect()
}
