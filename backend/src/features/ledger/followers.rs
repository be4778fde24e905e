//! Following an entry (关注): each of its steps is told to whoever follows it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait,
    sea_query::OnConflict,
};

use super::queries;
use crate::{
    auth::Actor,
    entities::{
        ids::LedgerEntryId,
        ledger_entry,
        ledger_follower::{self, Column},
    },
    error::Result,
};

/// Follows an entry the caller may see; following it twice is following it.
pub async fn follow(tx: &impl ConnectionTrait, actor: &Actor, id: LedgerEntryId, now: DateTime<Utc>) -> Result<()> {
    queries::check_visible(tx, actor, id, now).await?;
    let follower = ledger_follower::Model {
        entry_id: id,
        account_id: actor.account_id,
        since: now,
    };
    let untouched = OnConflict::columns([Column::EntryId, Column::AccountId])
        .do_nothing()
        .to_owned();
    ledger_follower::Entity::insert(follower.into_active_model())
        .on_conflict(untouched)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// No longer follows an entry.
pub async fn unfollow(tx: &impl ConnectionTrait, actor: &Actor, id: LedgerEntryId, now: DateTime<Utc>) -> Result<()> {
    queries::check_visible(tx, actor, id, now).await?;
    ledger_follower::Entity::delete_by_id((id, actor.account_id))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn follows(db: &impl ConnectionTrait, actor: &Actor, id: LedgerEntryId) -> Result<bool> {
    let follower = ledger_follower::Entity::find_by_id((id, actor.account_id))
        .one(db)
        .await?;
    Ok(follower.is_some())
}

/// The entries the caller follows.
pub fn followed_by(actor: &Actor) -> Condition {
    let followed = ledger_follower::Entity::find()
        .select_only()
        .column(Column::EntryId)
        .filter(Column::AccountId.eq(actor.account_id))
        .into_query();
    Condition::all().add(ledger_entry::Column::Id.in_subquery(followed))
}
