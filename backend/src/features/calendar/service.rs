//! Rules and writes of the calendar.

use chrono::{DateTime, Datelike, Utc, Weekday};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{CalendarDay, NewCalendarDay},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    db::changes,
    entities::{
        calendar_day::{self, CalendarDayKind},
        change_event::ChangeOperation,
        ids::CalendarDayId,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// Says what a day is for a unit, whether or not anything was said before.
pub async fn put(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewCalendarDay,
    now: DateTime<Utc>,
) -> Result<CalendarDay> {
    policy::reaches_unit(actor, Permission::OrganisationWrite, new.unit_id)
        .then_some(())
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let is_weekend = matches!(new.day.weekday(), Weekday::Sat | Weekday::Sun);
    if new.kind == CalendarDayKind::MakeUp && !is_weekend {
        return Err(Error::invalid(
            "kind",
            "not_a_weekend",
            text("调休上班只能是周六或周日", "only a Saturday or Sunday can be made up"),
        ));
    }
    let (id, operation) = match queries::find_of(tx, actor, new.unit_id, new.day).await? {
        Some(stored) if stored.kind == new.kind && stored.note == new.note => return Ok(stored),
        Some(stored) => {
            calendar_day::Entity::update_many()
                .set(calendar_day::ActiveModel {
                    kind: Set(new.kind),
                    note: Set(new.note),
                    updated_at: Set(now),
                    ..Default::default()
                })
                .col_expr(
                    calendar_day::Column::Version,
                    Expr::col(calendar_day::Column::Version).add(1),
                )
                .filter(calendar_day::Column::Id.eq(stored.id))
                .exec(tx)
                .await?;
            (stored.id, ChangeOperation::Updated)
        }
        None => {
            let id = CalendarDayId::new();
            calendar_day::Entity::insert(calendar_day::ActiveModel {
                id: Set(id),
                unit_id: Set(new.unit_id),
                day: Set(new.day),
                kind: Set(new.kind),
                note: Set(new.note),
                version: Set(1),
                created_at: Set(now),
                updated_at: Set(now),
            })
            .exec_without_returning(tx)
            .await?;
            (id, ChangeOperation::Created)
        }
    };
    changes::record(tx, "calendar_days", id.0, operation, new.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

/// Makes a day an ordinary one again.
pub async fn delete(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CalendarDayId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let day = queries::find(tx, actor, id).await?;
    policy::must_write_organisation(actor, day.unit_id)?;
    patch::check_version(expected, day.version, &day, &json!({}))?;
    calendar_day::Entity::delete_by_id(id).exec(tx).await?;
    changes::record(tx, "calendar_days", id.0, ChangeOperation::Deleted, day.unit_id, now).await
}
