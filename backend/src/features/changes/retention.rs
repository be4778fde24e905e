//! What is older than 90 days leaves the feed; a cursor from before then is told so.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    feed::{self, KEPT},
    sequencer::{hold, move_head},
};
use crate::{
    db,
    entities::change_event::{self, Column},
    error::Result,
};

/// Rows removed in one transaction.
const AT_ONCE: i64 = 5_000;

/// Removes the oldest changes, 5 000 at most, as far as they are no longer kept. Returns whether there may be more.
pub async fn forget(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<bool> {
    let head = feed::head(db).await?;
    let kept_from: Option<i64> = change_event::Entity::find()
        .select_only()
        .column(Column::Position)
        .filter(Column::Position.gt(head.removed_through))
        .filter(Column::At.gte(now - KEPT))
        .order_by_asc(Column::Position)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let old_through = kept_from.map_or(head.position, |first| first - 1);
    if old_through <= head.removed_through {
        return Ok(false);
    }
    db::write(db, async |tx| {
        let mut head = hold(tx).await?;
        let through = old_through.min(head.removed_through + AT_ONCE);
        change_event::Entity::delete_many()
            .filter(Column::Position.lte(through))
            .exec(tx)
            .await?;
        head.removed_through = head.removed_through.max(through);
        move_head(tx, &head).await?;
        Ok(through < old_through)
    })
    .await
}
