//! Who is in which class: pupils, and teachers with the subjects they teach there.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    answer::Place,
    dto::{ReferenceType, RosterEnrollment, RosterStatus, RosterSubject},
    orgs::{in_order, status},
    refusal::Refusal,
    sessions::day_after,
    source::{CHANGED, Field, ID, Key, Kind, STATUS, Source, id, text},
};
use crate::{
    auth::{Actor, scope::families},
    entities::{
        class, enrolment,
        ids::{ClassId, EnrolmentId, OrgUnitId, TeachingAssignmentId, TermId},
        student, teaching_assignment, term,
    },
};

const PUPIL: &str = "enrolment";
const TEACHING: &str = "teaching_assignment";

const FIELDS: &[Field] = &[
    ID,
    STATUS,
    CHANGED,
    text("role"),
    text("primary"),
    id("user.sourcedId"),
    id("class.sourcedId"),
    id("school.sourcedId"),
    Field {
        name: "beginDate",
        kind: Kind::Day,
    },
    Field {
        name: "endDate",
        kind: Kind::LastDay,
    },
];

/// The enrollments of pupils and teachers the caller may see.
pub fn source(actor: &Actor, today: NaiveDate) -> Source {
    let rows = pupils(actor, today)
        .union(UnionType::All, teaching(actor, today))
        .to_owned();
    Source::new(rows, FIELDS)
}

fn pupils(actor: &Actor, today: NaiveDate) -> SelectStatement {
    use enrolment::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    let visible = Query::select()
        .column((student::Entity, student::Column::Id))
        .from(student::Entity)
        .cond_where(families::students(actor, today))
        .to_owned();
    let over = Column::EndsOn.is_not_null().and(Column::EndsOn.lt(today));
    Query::select()
        .expr_as(Expr::value(PUPIL), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(status(over), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(Expr::value("student"), "role")
        .expr_as(Expr::cust("NULL"), "primary")
        .expr_as(own(Column::StudentId), "user.sourcedId")
        .expr_as(own(Column::ClassId), "class.sourcedId")
        .expr_as(Expr::col((class::Entity, class::Column::UnitId)), "school.sourcedId")
        .expr_as(own(Column::StartsOn), "beginDate")
        .expr_as(own(Column::EndsOn), "endDate")
        .from(Entity)
        .inner_join(
            class::Entity,
            Expr::col((class::Entity, class::Column::Id)).equals((Entity, Column::ClassId)),
        )
        .and_where(own(Column::StudentId).in_subquery(visible))
        .to_owned()
}

fn teaching(actor: &Actor, today: NaiveDate) -> SelectStatement {
    use teaching_assignment::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    let homeroom = CaseStatement::new()
        .case(Column::Homeroom.eq(true), "true")
        .finally("false");
    Query::select()
        .expr_as(Expr::value(TEACHING), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(status(term::Column::EndsOn.lt(today)), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(Expr::value("teacher"), "role")
        .expr_as(homeroom, "primary")
        .expr_as(own(Column::PersonId), "user.sourcedId")
        .expr_as(own(Column::ClassId), "class.sourcedId")
        .expr_as(own(Column::UnitId), "school.sourcedId")
        .expr_as(Expr::col((term::Entity, term::Column::StartsOn)), "beginDate")
        .expr_as(Expr::col((term::Entity, term::Column::EndsOn)), "endDate")
        .from(Entity)
        .inner_join(
            term::Entity,
            Expr::col((term::Entity, term::Column::Id)).equals((Entity, Column::TermId)),
        )
        .cond_where(families::teaching_assignments(actor, today))
        .to_owned()
}

/// The enrollments of a page, in its order.
pub async fn show(
    db: &impl ConnectionTrait,
    place: &Place,
    keys: &[Key],
    today: NaiveDate,
) -> Result<Vec<RosterEnrollment>, Refusal> {
    let mut shown = show_pupils(db, place, ids(keys, PUPIL).map(EnrolmentId).collect(), today).await?;
    shown.extend(
        show_teaching(
            db,
            place,
            ids(keys, TEACHING).map(TeachingAssignmentId).collect(),
            today,
        )
        .await?,
    );
    Ok(in_order(keys, shown.into_iter().map(|one| (one.sourced_id, one))))
}

fn ids<'k>(keys: &'k [Key], kind: &'static str) -> impl Iterator<Item = Uuid> + 'k {
    keys.iter().filter(move |key| key.kind == kind).map(|key| key.id)
}

async fn show_pupils(
    db: &impl ConnectionTrait,
    place: &Place,
    ids: Vec<EnrolmentId>,
    today: NaiveDate,
) -> Result<Vec<RosterEnrollment>, Refusal> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let schools: HashMap<ClassId, OrgUnitId> = class::Entity::find()
        .filter(class::Column::Id.is_in(rows.iter().map(|row| row.class_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|class| (class.id, class.unit_id))
        .collect();
    let shown = rows.into_iter().filter_map(|row| {
        Some(RosterEnrollment {
            sourced_id: row.id.0,
            status: RosterStatus::ended(row.ends_on.is_some_and(|last| last < today)),
            date_last_modified: row.updated_at,
            user: place.reference(ReferenceType::User, row.student_id),
            class: place.reference(ReferenceType::Class, row.class_id),
            school: place.reference(ReferenceType::Org, schools.get(&row.class_id)?),
            role: "student",
            primary: None,
            begin_date: row.starts_on,
            end_date: row.ends_on.map(day_after),
            metadata: None,
        })
    });
    Ok(shown.collect())
}

async fn show_teaching(
    db: &impl ConnectionTrait,
    place: &Place,
    ids: Vec<TeachingAssignmentId>,
    today: NaiveDate,
) -> Result<Vec<RosterEnrollment>, Refusal> {
    let rows = teaching_assignment::Entity::find()
        .filter(teaching_assignment::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let terms: HashMap<TermId, (NaiveDate, NaiveDate)> = term::Entity::find()
        .filter(term::Column::Id.is_in(rows.iter().map(|row| row.term_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|term| (term.id, (term.starts_on, term.ends_on)))
        .collect();
    let shown = rows.into_iter().filter_map(|row| {
        let (first, last) = *terms.get(&row.term_id)?;
        Some(RosterEnrollment {
            sourced_id: row.id.0,
            status: RosterStatus::ended(last < today),
            date_last_modified: row.updated_at,
            user: place.reference(ReferenceType::User, row.person_id),
            class: place.reference(ReferenceType::Class, row.class_id),
            school: place.reference(ReferenceType::Org, row.unit_id),
            role: "teacher",
            primary: Some(if row.homeroom { "true" } else { "false" }),
            begin_date: first,
            end_date: Some(day_after(last)),
            metadata: Some(RosterSubject { subject: row.subject }),
        })
    });
    Ok(shown.collect())
}
