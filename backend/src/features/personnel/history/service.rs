//! Rules and writes of posts, ranks and leaves. Each write gives the person a new version.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    super::people,
    dto::{Appointment, AppointmentPatch, Leave, LeavePatch, NewAppointment, NewLeave, NewRank, RankPatch, RankPeriod},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    db::changes,
    entities::{
        appointment,
        change_event::ChangeOperation,
        ids::{AppointmentId, LeaveId, PersonId, RankId},
        leave, person,
        rank::{self, Rank},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// The person, when the caller may change him.
async fn writable(tx: &impl ConnectionTrait, actor: &Actor, id: PersonId) -> Result<people::Row> {
    let person = people::load(tx, actor, id).await?;
    people::must_write(actor, person.unit_id)?;
    Ok(person)
}

/// Notes that something about the person changed.
async fn touch(tx: &impl ConnectionTrait, person: &people::Row, now: DateTime<Utc>) -> Result<()> {
    person::Entity::update_many()
        .set(person::ActiveModel {
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(person::Column::Version, Expr::col(person::Column::Version).add(1))
        .filter(person::Column::Id.eq(person.id))
        .exec(tx)
        .await?;
    changes::record(
        tx,
        "personnel",
        person.id.0,
        ChangeOperation::Updated,
        person.unit_id,
        now,
    )
    .await
}

fn check_order(starts_on: NaiveDate, ends_on: Option<NaiveDate>) -> Result<()> {
    if ends_on.is_some_and(|end| end < starts_on) {
        return Err(Error::invalid(
            "ends_on",
            "before_start",
            text("结束日期不能早于开始日期", "the end lies before the beginning"),
        ));
    }
    Ok(())
}

pub async fn add_appointment(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    new: NewAppointment,
    now: DateTime<Utc>,
) -> Result<Appointment> {
    let person = writable(tx, actor, person_id).await?;
    if !policy::reaches_unit(actor, Permission::PersonnelWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    check_order(new.starts_on, new.ends_on)?;
    let id = AppointmentId::new();
    appointment::Entity::insert(appointment::ActiveModel {
        id: Set(id),
        person_id: Set(person_id),
        unit_id: Set(new.unit_id),
        post: Set(new.post),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    touch(tx, &person, now).await?;
    appointment_of(tx, person_id, id).await
}

pub async fn change_appointment(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    id: AppointmentId,
    expected: IfMatch,
    edit: AppointmentPatch,
    now: DateTime<Utc>,
) -> Result<Appointment> {
    let person = people::load(tx, actor, person_id).await?;
    let stored = appointment_of(tx, person_id, id).await?;
    people::must_write(actor, person.unit_id)?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    let starts_on = edit.starts_on.unwrap_or(stored.starts_on);
    let ends_on = edit.ends_on.unwrap_or(stored.ends_on);
    check_order(starts_on, ends_on)?;
    appointment::Entity::update_many()
        .set(appointment::ActiveModel {
            starts_on: Set(starts_on),
            ends_on: Set(ends_on),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            appointment::Column::Version,
            Expr::col(appointment::Column::Version).add(1),
        )
        .filter(appointment::Column::Id.eq(id))
        .exec(tx)
        .await?;
    touch(tx, &person, now).await?;
    appointment_of(tx, person_id, id).await
}

async fn appointment_of(tx: &impl ConnectionTrait, person_id: PersonId, id: AppointmentId) -> Result<Appointment> {
    let all = queries::appointments_of(tx, person_id).await?;
    all.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

pub async fn add_rank(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    new: NewRank,
    now: DateTime<Utc>,
) -> Result<RankPeriod> {
    let person = writable(tx, actor, person_id).await?;
    let id = begin_rank(tx, person_id, new.rank, new.starts_on, now).await?;
    touch(tx, &person, now).await?;
    rank_of(tx, person_id, id).await
}

/// Begins a rank; the former one ends the day before, so that exactly one holds on a day.
pub async fn begin_rank(
    tx: &impl ConnectionTrait,
    person_id: PersonId,
    rank: Rank,
    starts_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<RankId> {
    let latest = rank::Entity::find()
        .filter(rank::Column::PersonId.eq(person_id))
        .order_by_desc(rank::Column::StartsOn)
        .one(tx)
        .await?;
    if let Some(latest) = latest {
        if starts_on <= latest.starts_on {
            return Err(Error::invalid(
                "starts_on",
                "not_after_former",
                text(
                    format!("须晚于现职级的起始日 {}", latest.starts_on),
                    format!("must be later than the latest rank's first day, {}", latest.starts_on),
                ),
            ));
        }
        rank::Entity::update_many()
            .set(rank::ActiveModel {
                ends_on: Set(Some(starts_on - TimeDelta::days(1))),
                updated_at: Set(now),
                ..Default::default()
            })
            .col_expr(rank::Column::Version, Expr::col(rank::Column::Version).add(1))
            .filter(rank::Column::Id.eq(latest.id))
            .exec(tx)
            .await?;
    }
    let id = RankId::new();
    rank::Entity::insert(rank::ActiveModel {
        id: Set(id),
        person_id: Set(person_id),
        rank: Set(rank),
        starts_on: Set(starts_on),
        ends_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(id)
}

pub async fn change_rank(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    id: RankId,
    expected: IfMatch,
    edit: RankPatch,
    now: DateTime<Utc>,
) -> Result<RankPeriod> {
    let person = people::load(tx, actor, person_id).await?;
    let stored = rank_of(tx, person_id, id).await?;
    people::must_write(actor, person.unit_id)?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    rank::Entity::update_many()
        .set(rank::ActiveModel {
            rank: Set(edit.rank.unwrap_or(stored.rank)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(rank::Column::Version, Expr::col(rank::Column::Version).add(1))
        .filter(rank::Column::Id.eq(id))
        .exec(tx)
        .await?;
    touch(tx, &person, now).await?;
    rank_of(tx, person_id, id).await
}

async fn rank_of(tx: &impl ConnectionTrait, person_id: PersonId, id: RankId) -> Result<RankPeriod> {
    let all = queries::ranks_of(tx, person_id).await?;
    all.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

pub async fn add_leave(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    new: NewLeave,
    now: DateTime<Utc>,
) -> Result<Leave> {
    let person = writable(tx, actor, person_id).await?;
    check_order(new.starts_on, new.ends_on)?;
    let id = LeaveId::new();
    leave::Entity::insert(leave::ActiveModel {
        id: Set(id),
        person_id: Set(person_id),
        kind: Set(new.kind),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        reason: Set(new.reason),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    touch(tx, &person, now).await?;
    leave_of(tx, person_id, id).await
}

pub async fn change_leave(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    id: LeaveId,
    expected: IfMatch,
    edit: LeavePatch,
    now: DateTime<Utc>,
) -> Result<Leave> {
    let person = people::load(tx, actor, person_id).await?;
    let stored = leave_of(tx, person_id, id).await?;
    people::must_write(actor, person.unit_id)?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    let starts_on = edit.starts_on.unwrap_or(stored.starts_on);
    let ends_on = edit.ends_on.unwrap_or(stored.ends_on);
    check_order(starts_on, ends_on)?;
    leave::Entity::update_many()
        .set(leave::ActiveModel {
            kind: Set(edit.kind.unwrap_or(stored.kind)),
            starts_on: Set(starts_on),
            ends_on: Set(ends_on),
            reason: Set(edit.reason.unwrap_or(stored.reason)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(leave::Column::Version, Expr::col(leave::Column::Version).add(1))
        .filter(leave::Column::Id.eq(id))
        .exec(tx)
        .await?;
    touch(tx, &person, now).await?;
    leave_of(tx, person_id, id).await
}

async fn leave_of(tx: &impl ConnectionTrait, person_id: PersonId, id: LeaveId) -> Result<Leave> {
    let all = queries::leaves_of(tx, person_id).await?;
    all.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}
