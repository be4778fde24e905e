//! Reading the feed from a place on.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    dto::{Change, ChangeEvent, ChangePage},
    kinds::ChangeKind,
    visible::Seen,
};
use crate::{
    auth::Actor,
    entities::{
        change_event::{self, Column},
        change_feed_head::{self, THE_ROW},
    },
    error::{Error, Result},
};

/// How long changes are kept.
pub const KEPT: TimeDelta = TimeDelta::days(90);
/// Rows of one look, and looks of one answer: somebody who may see little does not make the server read all.
const LOOK: u64 = 500;
const LOOKS: usize = 4;

/// From where to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// From the oldest that is kept.
    Beginning,
    /// What is still to come.
    Now,
    /// What comes after this place.
    Position(i64),
}

impl After {
    pub fn parse(text: Option<&str>) -> Result<Self> {
        match text {
            None => Ok(Self::Beginning),
            Some("now") => Ok(Self::Now),
            Some(text) => match text.parse() {
                Ok(position) if position >= 0 => Ok(Self::Position(position)),
                _ => Err(Error::InvalidCursor),
            },
        }
    }
}

/// How far the feed reaches.
pub async fn head(db: &impl ConnectionTrait) -> Result<change_feed_head::Model> {
    change_feed_head::Entity::find_by_id(THE_ROW)
        .one(db)
        .await?
        .ok_or_else(|| Error::Internal("the change feed has no head".into()))
}

/// The changes of these kinds after a place that the caller may know, `limit` at most.
pub async fn read(
    db: &impl ConnectionTrait,
    actor: &Actor,
    kinds: &[ChangeKind],
    after: After,
    limit: usize,
    today: NaiveDate,
) -> Result<ChangePage> {
    let head = head(db).await?;
    let from = match after {
        After::Beginning => head.removed_through,
        After::Now => head.position,
        After::Position(position) => position,
    };
    // A place beyond the head was given before an older backup was put back.
    if from > head.position {
        return Err(Error::CursorExpired);
    }
    let mut at = from;
    let mut items: Vec<ChangeEvent> = Vec::new();
    let open = ChangeKind::open_to(actor, kinds);
    'looks: for _ in 0..LOOKS {
        let rows = between(db, &open, at, head.position, LOOK).await?;
        let is_last = (rows.len() as u64) < LOOK;
        let seen = Seen::by(db, actor, today, &rows).await?;
        for change in rows {
            at = change.position;
            if seen.shows(&change) {
                items.push(change.into());
                if items.len() == limit {
                    break 'looks;
                }
            }
        }
        if is_last {
            at = head.position;
            break;
        }
    }
    // Asked last: what was removed while this was read is missed by nobody unnoticed.
    if from < self::head(db).await?.removed_through {
        return Err(Error::CursorExpired);
    }
    Ok(ChangePage {
        items,
        next: at.to_string(),
        caught_up: at == head.position,
    })
}

/// Up to `count` changes of these kinds that happened since `at`, from the place `after` on.
pub async fn since(
    db: &impl ConnectionTrait,
    kinds: &[ChangeKind],
    at: DateTime<Utc>,
    count: u64,
) -> Result<Vec<Change>> {
    let rows = change_event::Entity::find()
        .filter(Column::At.gte(at))
        .filter(Column::Position.is_not_null())
        .filter(Column::SubjectKind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .order_by_asc(Column::Position)
        .limit(count)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(told).collect())
}

async fn between(
    db: &impl ConnectionTrait,
    kinds: &[ChangeKind],
    after: i64,
    through: i64,
    count: u64,
) -> Result<Vec<Change>> {
    let rows = change_event::Entity::find()
        .filter(Column::Position.gt(after))
        .filter(Column::Position.lte(through))
        .filter(Column::SubjectKind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .order_by_asc(Column::Position)
        .limit(count)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(told).collect())
}

/// A row that has its place and is of a kind of which is told.
pub fn told(row: change_event::Model) -> Option<Change> {
    Some(Change {
        position: row.position?,
        kind: row.subject_kind.parse().ok()?,
        id: row.subject_id,
        operation: row.operation,
        unit_id: row.unit_id,
        at: row.at,
    })
}
