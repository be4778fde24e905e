//! What a step means for others: who is told of it, and when the product looks at the entry again.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};

use super::{
    chain::By,
    people::{People, followers},
};
use crate::{
    entities::{
        ids::AccountId,
        ledger_alarm,
        ledger_entry::{self, LedgerState},
        ledger_event::LedgerMove,
        notice::{NoticeFacts, NoticeKind, NoticeObject},
    },
    error::Result,
    features::inbox::{self, News},
};

/// A step that was made.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    pub r#move: LedgerMove,
    pub by: By<'a>,
    /// Whether the entry waits for somebody because of it.
    pub gives_the_turn: bool,
}

impl<'a> Made<'a> {
    /// The first step of every entry.
    pub fn registration(by: By<'a>) -> Self {
        Self {
            r#move: LedgerMove::Register,
            by,
            gives_the_turn: true,
        }
    }
}

/// Tells whoever must act next, the first receiver and the followers of a step, but not the one who made it; the
/// limits of the entry are watched from now on.
pub async fn tell(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    made: Made<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    watch(tx, entry, now).await?;
    if matches!(made.r#move, LedgerMove::JoinTopic | LedgerMove::LeaveTopic) {
        return Ok(());
    }
    let maker = match made.by {
        By::Account(actor) => Some(actor),
        By::Submitter | By::Product => None,
    };
    let facts = NoticeFacts {
        r#move: Some(made.r#move),
        by: maker.map(|actor| actor.display_name.clone()),
        due_at: (entry.state != LedgerState::Closed).then(|| entry.stage_due_at.unwrap_or(entry.due_at)),
    };
    let people = People::of(tx, entry, now).await?;
    let mut must_act = people.must_act(entry);
    let mut others = people.first_receivers();
    others.extend(followers(tx, entry, now).await?);
    if !made.gives_the_turn {
        others.append(&mut must_act);
    }
    others.sort_unstable();
    others.dedup();
    others.retain(|account| !must_act.contains(account));
    let not_the_maker = |account: &AccountId| maker.is_none_or(|actor| actor.account_id != *account);
    must_act.retain(not_the_maker);
    others.retain(not_the_maker);
    send(tx, entry, NoticeKind::YourTurn, must_act, facts.clone(), now).await?;
    send(tx, entry, NoticeKind::Moved, others, facts, now).await
}

/// Puts a notice about an entry into the inboxes of those who may see it.
pub async fn send(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    kind: NoticeKind,
    readers: Vec<AccountId>,
    facts: NoticeFacts,
    now: DateTime<Utc>,
) -> Result<()> {
    let news = News {
        kind,
        object_kind: NoticeObject::LedgerEntry,
        object_id: entry.id.0,
        facts,
    };
    inbox::tell(tx, readers, &news, now).await
}

/// Lets the next pass of the reminders look at an entry: its stage or its limits have changed.
pub async fn watch(tx: &impl ConnectionTrait, entry: &ledger_entry::Model, now: DateTime<Utc>) -> Result<()> {
    let alarm = ledger_alarm::Model {
        entry_id: entry.id,
        at: now,
    };
    let sooner = OnConflict::column(ledger_alarm::Column::EntryId)
        .update_column(ledger_alarm::Column::At)
        .to_owned();
    ledger_alarm::Entity::insert(alarm.into_active_model())
        .on_conflict(sooner)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
