//! Remarks: read and written by the person himself only. They are in no list, search or export of anybody else, and
//! the change feed does not tell of them.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

use super::dto::{DiaryRemark, DiaryRemarks, NewDiaryRemark, RemarkFilter};
use crate::{
    auth::Actor,
    entities::{diary_remark, ids::PersonId},
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// More than a school year has days.
const MOST: u64 = 400;

/// The caller's own remarks; anybody else's do not exist.
fn visible_to(actor: &Actor, person_id: PersonId) -> Result<Select<diary_remark::Entity>> {
    if actor.person_id != Some(person_id) {
        return Err(Error::NotFound);
    }
    Ok(diary_remark::Entity::find().filter(diary_remark::Column::PersonId.eq(person_id)))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    filter: RemarkFilter,
) -> Result<DiaryRemarks> {
    let RemarkFilter { from, until, q } = filter;
    let wanted = Condition::all()
        .add_option(from.map(|day| diary_remark::Column::Day.gte(day)))
        .add_option(until.map(|day| diary_remark::Column::Day.lte(day)))
        .add_option(q.map(|q| diary_remark::Column::Text.like(LikeExpr::new(pattern(&q.0)).escape('\\'))));
    let rows = visible_to(actor, person_id)?
        .filter(wanted)
        .order_by_desc(diary_remark::Column::Day)
        .limit(MOST)
        .all(db)
        .await?;
    Ok(DiaryRemarks {
        items: rows.into_iter().map(show).collect(),
    })
}

/// The remark of a day; an empty one where nothing was noted.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    day: NaiveDate,
) -> Result<DiaryRemark> {
    let row = visible_to(actor, person_id)?
        .filter(diary_remark::Column::Day.eq(day))
        .one(db)
        .await?;
    Ok(row.map_or_else(|| nothing(day), show))
}

/// Writes the remark of a day; `expected` is the version the text is based on.
pub async fn write(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    (person_id, day): (PersonId, NaiveDate),
    expected: IfMatch,
    new: NewDiaryRemark,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<DiaryRemark> {
    let stored = find(tx, actor, person_id, day).await?;
    if day > today {
        return Err(Error::invalid(
            "day",
            "in_the_future",
            text("日期不能晚于今天", "must not be in the future"),
        ));
    }
    patch::check_version(expected, stored.version, &stored, &new)?;
    let key = || (person_id, day);
    if new.text.is_empty() {
        diary_remark::Entity::delete_by_id(key()).exec(tx).await?;
    } else if stored.version == 0 {
        diary_remark::Entity::insert(diary_remark::ActiveModel {
            person_id: Set(person_id),
            day: Set(day),
            text: Set(new.text),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        })
        .exec_without_returning(tx)
        .await?;
    } else {
        diary_remark::Entity::update_many()
            .set(diary_remark::ActiveModel {
                text: Set(new.text),
                updated_at: Set(now),
                ..Default::default()
            })
            .col_expr(
                diary_remark::Column::Version,
                Expr::col(diary_remark::Column::Version).add(1),
            )
            .filter(diary_remark::Column::PersonId.eq(person_id))
            .filter(diary_remark::Column::Day.eq(day))
            .exec(tx)
            .await?;
    }
    find(tx, actor, person_id, day).await
}

fn show(row: diary_remark::Model) -> DiaryRemark {
    DiaryRemark {
        day: row.day,
        text: row.text,
        version: row.version,
        updated_at: Some(row.updated_at),
    }
}

fn nothing(day: NaiveDate) -> DiaryRemark {
    DiaryRemark {
        day,
        text: String::new(),
        version: 0,
        updated_at: None,
    }
}

/// What contains `q`, its wildcards taken as they are written.
fn pattern(q: &str) -> String {
    let escaped = q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}
