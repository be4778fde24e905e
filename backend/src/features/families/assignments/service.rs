//! Rules and writes of teaching assignments.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    super::classes,
    dto::{NewTeachingAssignment, TeachingAssignment, TeachingAssignmentPatch},
    queries,
};
use crate::{
    auth::{Actor, policy::families::must_write_families, scope},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{ClassId, TeachingAssignmentId, TermId},
        person::{self, EmploymentStatus},
        teaching_assignment, term,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewTeachingAssignment,
    now: DateTime<Utc>,
) -> Result<TeachingAssignment> {
    let today = local_date(now);
    let class = match classes::load(tx, actor, today, new.class_id).await {
        Err(Error::NotFound) => return Err(Error::unknown_reference("class_id")),
        class => class?,
    };
    must_write_families(actor, class.unit_id)?;
    let terms = term::Entity::find()
        .filter(term::Column::Id.eq(new.term_id))
        .filter(term::Column::SchoolYearId.eq(class.school_year_id))
        .count(tx)
        .await?;
    if terms == 0 {
        return Err(Error::unknown_reference("term_id"));
    }
    let people = person::Entity::find()
        .filter(scope::personnel::personnel(actor))
        .filter(person::Column::Id.eq(new.person_id))
        .filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
        .count(tx)
        .await?;
    if people == 0 {
        return Err(Error::unknown_reference("person_id"));
    }
    let id = new.id.unwrap_or_default();
    if new.homeroom {
        check_homeroom(tx, id, new.class_id, new.term_id).await?;
    }
    teaching_assignment::Entity::insert(teaching_assignment::ActiveModel {
        id: Set(id),
        person_id: Set(new.person_id),
        class_id: Set(new.class_id),
        term_id: Set(new.term_id),
        unit_id: Set(class.unit_id),
        subject: Set(new.subject),
        weekly_lessons: Set(new.weekly_lessons),
        homeroom: Set(new.homeroom),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    let operation = ChangeOperation::Created;
    changes::record(tx, "teaching_assignments", id.0, operation, class.unit_id, now).await?;
    queries::find(tx, actor, today, id).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: TeachingAssignmentId,
    expected: IfMatch,
    edit: TeachingAssignmentPatch,
    now: DateTime<Utc>,
) -> Result<TeachingAssignment> {
    let today = local_date(now);
    let stored = queries::find(tx, actor, today, id).await?;
    must_write_families(actor, stored.unit_id)?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    if edit.homeroom == Some(true) {
        check_homeroom(tx, id, stored.class_id, stored.term_id).await?;
    }
    teaching_assignment::Entity::update_many()
        .set(teaching_assignment::ActiveModel {
            subject: Set(edit.subject.unwrap_or(stored.subject)),
            weekly_lessons: Set(edit.weekly_lessons.unwrap_or(stored.weekly_lessons)),
            homeroom: Set(edit.homeroom.unwrap_or(stored.homeroom)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            teaching_assignment::Column::Version,
            Expr::col(teaching_assignment::Column::Version).add(1),
        )
        .filter(teaching_assignment::Column::Id.eq(id))
        .filter(teaching_assignment::Column::Version.eq(stored.version))
        .exec(tx)
        .await?;
    let operation = ChangeOperation::Updated;
    changes::record(tx, "teaching_assignments", id.0, operation, stored.unit_id, now).await?;
    queries::find(tx, actor, today, id).await
}

pub async fn delete(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: TeachingAssignmentId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let stored = queries::find(tx, actor, local_date(now), id).await?;
    must_write_families(actor, stored.unit_id)?;
    patch::check_version(expected, stored.version, &stored, &json!({}))?;
    teaching_assignment::Entity::delete_by_id(id).exec(tx).await?;
    let operation = ChangeOperation::Deleted;
    changes::record(tx, "teaching_assignments", id.0, operation, stored.unit_id, now).await
}

/// A class has one homeroom teacher in a term; he may teach several subjects.
async fn check_homeroom(
    tx: &impl ConnectionTrait,
    id: TeachingAssignmentId,
    class_id: ClassId,
    term_id: TermId,
) -> Result<()> {
    let others = teaching_assignment::Entity::find()
        .filter(teaching_assignment::Column::ClassId.eq(class_id))
        .filter(teaching_assignment::Column::TermId.eq(term_id))
        .filter(teaching_assignment::Column::Homeroom.eq(true))
        .filter(teaching_assignment::Column::Id.ne(id))
        .count(tx)
        .await?;
    if others > 0 {
        return Err(Error::invalid(
            "homeroom",
            "already_one",
            text(
                "本班本学期已有班主任",
                "the class has a homeroom teacher in this term already",
            ),
        ));
    }
    Ok(())
}
