//! Staff named in words: nobody is looked up outside, and nobody but the office sees the entry before it has linked
//! the persons. See [`crate::auth::scope::ledger`].

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::dto::{StaffMention, StaffMentionSettled, StaffMentions};
use crate::{
    auth::Actor,
    entities::{ids::LedgerEntryId, staff_mention},
    error::{Error, Result},
    features::ledger,
};

/// Notes whom a concern names.
pub async fn mention(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    words: String,
    now: DateTime<Utc>,
) -> Result<()> {
    staff_mention::Entity::insert(staff_mention::ActiveModel {
        entry_id: Set(entry_id),
        words: Set(words),
        at: Set(now),
        settled_at: Set(None),
        settled_by: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Whom an entry names in words, for those who see the entry.
pub async fn of_entry(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<StaffMentions> {
    ledger::check_visible(db, actor, entry_id, now).await?;
    let found = staff_mention::Entity::find_by_id(entry_id).one(db).await?;
    Ok(StaffMentions {
        items: found.into_iter().map(show).collect(),
    })
}

/// Says who is meant: the persons are linked to the entry, which is then seen by all who may see it with them.
pub async fn settle(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    meant: StaffMentionSettled,
    now: DateTime<Utc>,
) -> Result<StaffMention> {
    ledger::check_visible(tx, actor, entry_id, now).await?;
    let open = staff_mention::Entity::find_by_id(entry_id)
        .filter(staff_mention::Column::SettledAt.is_null())
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    if !meant.person_ids.is_empty() {
        ledger::concern_persons(tx, actor, entry_id, &meant.person_ids, "person_ids", now).await?;
    }
    staff_mention::Entity::update_many()
        .set(staff_mention::ActiveModel {
            settled_at: Set(Some(now)),
            settled_by: Set(Some(actor.account_id)),
            ..Default::default()
        })
        .filter(staff_mention::Column::EntryId.eq(entry_id))
        .exec(tx)
        .await?;
    Ok(StaffMention {
        settled_at: Some(now),
        ..show(open)
    })
}

fn show(row: staff_mention::Model) -> StaffMention {
    StaffMention {
        entry_id: row.entry_id,
        words: row.words,
        settled_at: row.settled_at,
    }
}
