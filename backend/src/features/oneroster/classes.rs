//! Classes, and the courses that they are instances of.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, Query, UnionType},
};
use uuid::Uuid;

use super::{
    answer::Place,
    dto::{ReferenceType, RosterClass, RosterCourse, RosterReference, RosterStatus},
    levels::{self, LEVELS, OTHER},
    orgs::in_order,
    refusal::Refusal,
    source::{CHANGED, Field, ID, Key, STATUS, Source, column, id, text},
};
use crate::{
    auth::{Actor, scope::families},
    entities::{
        class, enrolment,
        ids::{ClassId, SchoolYearId},
        teaching_assignment, term,
    },
};

const FIELDS: &[Field] = &[
    ID,
    STATUS,
    CHANGED,
    text("title"),
    text("classCode"),
    text("classType"),
    text("grades"),
    text("course.sourcedId"),
    id("school.sourcedId"),
];

const COURSE_FIELDS: &[Field] = &[
    text("sourcedId"),
    STATUS,
    CHANGED,
    text("title"),
    text("courseCode"),
    text("grades"),
];

/// The classes the caller may see.
pub fn source(actor: &Actor, today: NaiveDate) -> Source {
    use class::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    let rows = Query::select()
        .expr_as(Expr::value("class"), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(Expr::value("active"), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(own(Column::Name), "title")
        .expr_as(own(Column::ExternalCode), "classCode")
        .expr_as(Expr::value("homeroom"), "classType")
        .expr_as(levels::said(|level| level.code), "grades")
        .expr_as(levels::said(|level| level.course), "course.sourcedId")
        .expr_as(own(Column::UnitId), "school.sourcedId")
        .from(Entity)
        .cond_where(families::classes(actor, today))
        .to_owned();
    Source::new(rows, FIELDS)
}

/// The classes that somebody is or was in, as a pupil or a teacher.
pub fn of_user(actor: &Actor, today: NaiveDate, user: Uuid) -> Source {
    let as_pupil = Query::select()
        .column((enrolment::Entity, enrolment::Column::ClassId))
        .from(enrolment::Entity)
        .and_where(enrolment::Column::StudentId.eq(user))
        .to_owned();
    let as_teacher = Query::select()
        .column((teaching_assignment::Entity, teaching_assignment::Column::ClassId))
        .from(teaching_assignment::Entity)
        .and_where(teaching_assignment::Column::PersonId.eq(user))
        .to_owned();
    let his = column(ID.name)
        .in_subquery(as_pupil)
        .or(column(ID.name).in_subquery(as_teacher));
    source(actor, today).only(his)
}

/// The classes of the school year of a term.
pub fn of_term(actor: &Actor, today: NaiveDate, term: Uuid) -> Source {
    let year = Query::select()
        .column((term::Entity, term::Column::SchoolYearId))
        .from(term::Entity)
        .and_where(term::Column::Id.eq(term))
        .to_owned();
    let of_year = Query::select()
        .column((class::Entity, class::Column::Id))
        .from(class::Entity)
        .and_where(class::Column::SchoolYearId.in_subquery(year))
        .to_owned();
    source(actor, today).only(column(ID.name).in_subquery(of_year))
}

/// The classes of a page, in its order.
pub async fn show(db: &impl ConnectionTrait, place: &Place, keys: &[Key]) -> Result<Vec<RosterClass>, Refusal> {
    let rows = class::Entity::find()
        .filter(class::Column::Id.is_in(keys.iter().map(|key| ClassId(key.id))))
        .all(db)
        .await?;
    let mut terms: HashMap<SchoolYearId, Vec<RosterReference>> = HashMap::new();
    let known = term::Entity::find()
        .filter(term::Column::SchoolYearId.is_in(rows.iter().map(|row| row.school_year_id)))
        .order_by_asc(term::Column::StartsOn)
        .all(db)
        .await?;
    for term in known {
        let of_year = terms.entry(term.school_year_id).or_default();
        of_year.push(place.reference(ReferenceType::AcademicSession, term.id));
    }
    let shown = rows.into_iter().map(|row| {
        let level = levels::of(row.stage, row.grade);
        let year = || vec![place.reference(ReferenceType::AcademicSession, row.school_year_id)];
        RosterClass {
            sourced_id: row.id.0,
            status: RosterStatus::Active,
            date_last_modified: row.updated_at,
            title: row.name,
            class_code: row.external_code,
            class_type: "homeroom",
            grades: vec![level.code],
            course: place.reference(ReferenceType::Course, level.course),
            school: place.reference(ReferenceType::Org, row.unit_id),
            terms: terms.get(&row.school_year_id).cloned().unwrap_or_else(year),
        }
    });
    Ok(in_order(keys, shown.map(|class| (class.sourced_id, class))))
}

/// The courses: the grades of the curriculum.
pub fn courses() -> Source {
    let row = |level: levels::Level| {
        Query::select()
            .expr_as(Expr::value("course"), "kind")
            .expr_as(Expr::value(level.course), "sourcedId")
            .expr_as(Expr::value("active"), STATUS.name)
            .expr_as(Expr::value(levels::since()), CHANGED.name)
            .expr_as(Expr::value(level.title()), "title")
            .expr_as(Expr::value(level.course), "courseCode")
            .expr_as(Expr::value(level.code), "grades")
            .to_owned()
    };
    let mut rows = row(OTHER);
    for level in LEVELS {
        rows.union(UnionType::All, row(level));
    }
    Source::new(rows, COURSE_FIELDS)
}

/// The courses of a page, in its order.
pub fn show_courses(keys: &[Key<String>]) -> Vec<RosterCourse> {
    let known = |key: &Key<String>| LEVELS.into_iter().chain([OTHER]).find(|level| level.course == key.id);
    keys.iter().filter_map(known).map(levels::Level::shown).collect()
}
