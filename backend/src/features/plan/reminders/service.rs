//! Rules and writes of reminders. They are private: the change feed does not tell of them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{DutyReminder, DutyReminderPatch, NewDutyReminder},
    queries,
};
use crate::{
    auth::Actor,
    entities::{duty_reminder, ids::DutyReminderId},
    error::{Error, Result},
    features::plan::progress,
    http::{IfMatch, patch},
    language::text,
};

/// More would be no reminder any more.
const MOST: u64 = 30;

pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewDutyReminder,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<DutyReminder> {
    let person_id = actor.person()?;
    check_when(new.weekday, new.days_before_end)?;
    let duties = progress::of_person(tx, person_id, today, today).await?;
    if !duties.items.iter().any(|item| item.duty.code == new.duty_code) {
        return Err(Error::unknown_reference("duty_code"));
    }
    let kept = duty_reminder::Entity::find()
        .filter(duty_reminder::Column::PersonId.eq(person_id))
        .count(tx)
        .await?;
    if kept >= MOST {
        return Err(Error::Conflict {
            code: "too_many_reminders",
            detail: text(
                format!("最多设 {MOST} 条提醒，请先删除不用的。"),
                format!("{MOST} reminders at most: delete one first."),
            ),
        });
    }
    let id = DutyReminderId::new();
    duty_reminder::Entity::insert(duty_reminder::ActiveModel {
        id: Set(id),
        person_id: Set(person_id),
        duty_code: Set(new.duty_code),
        weekday: Set(new.weekday),
        days_before_end: Set(new.days_before_end),
        only_if_not_met: Set(new.only_if_not_met),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    queries::find(tx, actor, id).await
}

fn check_when(weekday: Option<i16>, days_before_end: Option<i16>) -> Result<()> {
    if weekday.is_some() != days_before_end.is_some() {
        return Ok(());
    }
    Err(Error::invalid(
        "weekday",
        "one_of_two",
        text(
            "每周的某一天和周期结束前几天，请选其中一种",
            "choose a day of the week or days before the end, one of them",
        ),
    ))
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: DutyReminderId,
    expected: IfMatch,
    edit: DutyReminderPatch,
    now: DateTime<Utc>,
) -> Result<DutyReminder> {
    let stored = queries::find(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    let weekday = edit.weekday.unwrap_or(stored.weekday);
    let days_before_end = edit.days_before_end.unwrap_or(stored.days_before_end);
    check_when(weekday, days_before_end)?;
    duty_reminder::Entity::update_many()
        .set(duty_reminder::ActiveModel {
            weekday: Set(weekday),
            days_before_end: Set(days_before_end),
            only_if_not_met: Set(edit.only_if_not_met.unwrap_or(stored.only_if_not_met)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            duty_reminder::Column::Version,
            Expr::col(duty_reminder::Column::Version).add(1),
        )
        .filter(duty_reminder::Column::Id.eq(id))
        .exec(tx)
        .await?;
    queries::find(tx, actor, id).await
}

pub async fn remove(tx: &impl ConnectionTrait, actor: &Actor, id: DutyReminderId, expected: IfMatch) -> Result<()> {
    let stored = queries::find(tx, actor, id).await?;
    let nothing: HashMap<String, String> = HashMap::new();
    patch::check_version(expected, stored.version, &stored, &nothing)?;
    duty_reminder::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
