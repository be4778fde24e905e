//! Reminding (催办): a pass that runs every minute in every server. Each reminder is made once, in one transaction with
//! its step in the entry's timeline and the notices in the inboxes; a server that was down makes up for it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{LockType, OnConflict},
};
use serde_json::json;

use super::{
    chain::{self, By, Step},
    escalation::{LEVELS, Running},
    news,
    people::People,
    queries, stages,
};
use crate::{
    clock::local_date,
    db::write,
    entities::{
        ids::LedgerEntryId,
        ledger_alarm,
        ledger_entry::{self, LedgerState},
        ledger_event::LedgerMove,
        ledger_reminder::{self, ReminderLevel},
        notice::{NoticeFacts, NoticeKind},
    },
    error::Result,
    features::calendar::working_days,
};

/// The most entries one pass looks at; the next pass goes on.
const MOST: u64 = 2_000;

/// Looks at every entry whose time has come; returns how many reminders were made.
///
/// An entry that cannot be looked at is logged and tried again by the next pass; the others are not kept waiting.
pub async fn remind(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<usize> {
    let due: Vec<LedgerEntryId> = ledger_alarm::Entity::find()
        .select_only()
        .column(ledger_alarm::Column::EntryId)
        .filter(ledger_alarm::Column::At.lte(now))
        .order_by_asc(ledger_alarm::Column::At)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let mut made = 0;
    for id in due {
        match write(db, async |tx| Box::pin(look_at(tx, id, now)).await).await {
            Ok(reminders) => made += reminders,
            Err(error) => tracing::error!(ledger.entry = %id, error = %error, "an entry could not be reminded of"),
        }
    }
    Ok(made)
}

/// Makes the reminders of one entry that are due, and notes when to look at it again.
async fn look_at(tx: &impl ConnectionTrait, id: LedgerEntryId, now: DateTime<Utc>) -> Result<usize> {
    // The row is held until the transaction ends: another server waits here, and then finds the alarm moved on.
    let entry = ledger_entry::Entity::find_by_id(id)
        .lock(LockType::Update)
        .one(tx)
        .await?;
    let alarm = ledger_alarm::Entity::find_by_id(id).one(tx).await?;
    let (Some(entry), Some(alarm)) = (entry, alarm.filter(|alarm| alarm.at <= now)) else {
        return Ok(0);
    };
    if entry.state == LedgerState::Closed || entry.suspended_at.is_some() {
        ledger_alarm::Entity::delete_by_id(id).exec(tx).await?;
        return Ok(0);
    }
    let stages = stages::read(&queries::all_events(tx, id).await?);
    let running = Running {
        urgency: entry.urgency,
        begun_at: stages.last().map_or(entry.registered_at, |stage| stage.since),
        due_at: entry.due_at,
        stage_due_at: entry.stage_due_at,
    };
    let days = working_days(tx, entry.unit_id, local_date(running.begun_at.min(running.limit()))).await?;
    let (mut due, mut next) = (Vec::new(), None::<DateTime<Utc>>);
    for level in LEVELS {
        let at = running.reminder_at(level, &days);
        if at > now {
            next = Some(next.map_or(at, |next| next.min(at)));
        } else if claim(tx, id, &running, level, now).await? {
            due.push(level);
        }
    }
    if due.contains(&ReminderLevel::Over) {
        due.retain(|level| *level != ReminderLevel::Near);
    }
    if !due.is_empty() {
        let people = People::of(tx, &entry, now).await?;
        for level in &due {
            make(tx, &entry, &people, *level, running.limit(), now).await?;
        }
    }
    match next {
        None => {
            ledger_alarm::Entity::delete_by_id(id).exec(tx).await?;
        }
        Some(next) => {
            let mut alarm = alarm.into_active_model();
            alarm.at = Set(next);
            alarm.update(tx).await?;
        }
    }
    Ok(due.len())
}

/// Takes a reminder; `false` when it was made before.
async fn claim(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    running: &Running,
    level: ReminderLevel,
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = ledger_reminder::Model {
        entry_id,
        stage_begun_at: running.begun_at,
        due_at: running.limit(),
        level,
        at: now,
    };
    let key = [
        ledger_reminder::Column::EntryId,
        ledger_reminder::Column::StageBegunAt,
        ledger_reminder::Column::DueAt,
        ledger_reminder::Column::Level,
    ];
    let inserted = ledger_reminder::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(inserted == 1)
}

async fn make(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    people: &People,
    level: ReminderLevel,
    limit: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let readers = people.reminded(level, entry);
    let step = Step {
        entry_id: entry.id,
        r#move: LedgerMove::Remind,
        from: Some(entry.state),
        to: entry.state,
        note: None,
        data: json!({ "level": level, "due_at": limit, "reminded": readers.len() }),
        by: By::Product,
    };
    chain::append(tx, step, now).await?;
    let kind = match level {
        ReminderLevel::Near => NoticeKind::DueSoon,
        ReminderLevel::Over => NoticeKind::Overdue,
        ReminderLevel::Branch | ReminderLevel::Office => NoticeKind::Escalated,
    };
    let facts = NoticeFacts {
        due_at: Some(limit),
        ..NoticeFacts::default()
    };
    news::send(tx, entry, kind, readers, facts, now).await
}
