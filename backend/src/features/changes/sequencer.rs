//! Gives changes that have committed their place in the feed.
//!
//! The number a change draws when it is written is not the order of commit: on `PostgreSQL` transactions run side by
//! side, and a reader who has gone past a number would miss a lower one that commits later. So places are given
//! afterwards, by whoever holds the head: only to what can be seen, hence has committed, and always above all places
//! given before. Transaction ids of the database would tell the same, but not across a dump restored elsewhere.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set, sea_query::OnConflict,
};

use super::{dto::Change, feed};
use crate::{
    db,
    entities::{
        change_event::{self, Column},
        change_feed_head::{self, THE_ROW},
    },
    error::{Error, Result},
};

/// Changes that get their place in one transaction.
const AT_ONCE: u64 = 500;

/// Gives the oldest changes that wait their places, and lets `tell` write what must come of it in the same
/// transaction. Several servers may do so at once: the head is held by one at a time.
///
/// Returns how many got one; at most 500, so call it until there are none.
pub async fn sequence(
    db: &DatabaseConnection,
    tell: impl AsyncFnOnce(&DatabaseTransaction, &[Change]) -> Result<()>,
) -> Result<usize> {
    if !anything_waits(db).await? {
        return Ok(0);
    }
    db::write(db, async |tx| {
        let mut head = hold(tx).await?;
        let mut rows = change_event::Entity::find()
            .filter(Column::Position.is_null())
            .order_by_asc(Column::Seq)
            .limit(AT_ONCE)
            .all(tx)
            .await?;
        if rows.is_empty() {
            return Ok(0);
        }
        for row in &mut rows {
            head.position += 1;
            row.position = Some(head.position);
        }
        place(tx, &rows).await?;
        move_head(tx, &head).await?;
        let count = rows.len();
        let changes: Vec<Change> = rows.into_iter().filter_map(feed::told).collect();
        tell(tx, &changes).await?;
        Ok(count)
    })
    .await
}

/// The head, locked until the transaction ends.
pub async fn hold(tx: &DatabaseTransaction) -> Result<change_feed_head::Model> {
    change_feed_head::Entity::find_by_id(THE_ROW)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| Error::Internal("the change feed has no head".into()))
}

pub async fn move_head(tx: &DatabaseTransaction, head: &change_feed_head::Model) -> Result<()> {
    change_feed_head::Entity::update(change_feed_head::ActiveModel {
        id: Set(head.id),
        position: Set(head.position),
        removed_through: Set(head.removed_through),
    })
    .exec(tx)
    .await?;
    Ok(())
}

/// Writes the places in one statement: the rows are there, so each "insert" meets its own.
async fn place(tx: &DatabaseTransaction, rows: &[change_event::Model]) -> Result<()> {
    let placed = OnConflict::column(Column::Seq)
        .update_column(Column::Position)
        .to_owned();
    change_event::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model))
        .on_conflict(placed)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn anything_waits(db: &impl ConnectionTrait) -> Result<bool> {
    let first: Option<i64> = change_event::Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(Column::Position.is_null())
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(first.is_some())
}

/// How many changes have no place yet, and since when the oldest waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub count: u64,
    pub since: Option<DateTime<Utc>>,
}

/// What waits for a place.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Waiting> {
    let unplaced = || change_event::Entity::find().filter(Column::Position.is_null());
    let since = unplaced()
        .select_only()
        .column(Column::At)
        .order_by_asc(Column::Seq)
        .into_tuple()
        .one(db)
        .await?;
    Ok(Waiting {
        count: unplaced().count(db).await?,
        since,
    })
}
