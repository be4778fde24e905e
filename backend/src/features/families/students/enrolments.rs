//! A pupil's time in a class (在读): one class at a time.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    entities::{
        enrolment,
        ids::{ClassId, EnrolmentId, StudentId},
    },
    error::Result,
};

/// Begins a pupil's time in a class; the former one ends the day before.
pub async fn enrol(
    tx: &impl ConnectionTrait,
    student_id: StudentId,
    class_id: ClassId,
    since: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    end_enrolment(tx, student_id, since, now).await?;
    enrolment::Entity::insert(enrolment::ActiveModel {
        id: Set(EnrolmentId::new()),
        student_id: Set(student_id),
        class_id: Set(class_id),
        starts_on: Set(since),
        ends_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Ends a pupil's time in a class the day before `since`; one that would never have begun goes.
pub async fn end_enrolment(
    tx: &impl ConnectionTrait,
    student_id: StudentId,
    since: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    enrolment::Entity::delete_many()
        .filter(enrolment::Column::StudentId.eq(student_id))
        .filter(enrolment::Column::EndsOn.is_null())
        .filter(enrolment::Column::StartsOn.gte(since))
        .exec(tx)
        .await?;
    enrolment::Entity::update_many()
        .set(enrolment::ActiveModel {
            ends_on: Set(Some(since - TimeDelta::days(1))),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(enrolment::Column::Version, Expr::col(enrolment::Column::Version).add(1))
        .filter(enrolment::Column::StudentId.eq(student_id))
        .filter(enrolment::Column::EndsOn.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
