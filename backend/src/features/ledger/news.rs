//! What a step means for others: who is told of it, and when the product looks at the entry again.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};

use super::people::{People, followers};
use crate::{
    auth::Actor,
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
    /// None for the registration.
    pub from: Option<LedgerState>,
    /// None where no account made it.
    pub by: Option<&'a Actor>,
}

/// Tells whoever must act next, the first receiver and the followers of a step, but not the one who made it; the
/// limits of the entry are watched from now on.
pub async fn tell(tx: &impl ConnectionTrait, entry: &ledger_entry::Model, made: Made<'_>, now: DateTime<Utc>) -> Result<()> {
    watch(tx, entry, now).await?;
    let maker = made.by.map(|actor| actor.account_id);
    let facts = NoticeFacts {
        r#move: Some(made.r#move),
        by: made.by.map(|actor| actor.display_name.clone()),
        due_at: (entry.state != LedgerState::Closed).then(|| entry.stage_due_at.unwrap_or(entry.due_at)),
    };
    let people = People::of(tx, entry, now).await?;
    let stays = made.from == Some(entry.state) && made.r#move == LedgerMove::CallBack;
    let mut must_act = if stays { Vec::new() } else { people.must_act(entry) };
    must_act.retain(|account| Some(*account) != maker);
    let mut others = people.first_receivers();
    others.extend(followers(tx, entry, now).await?);
    others.sort_unstable();
    others.dedup();
    others.retain(|account| Some(*account) != maker && !must_act.contains(account));
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
