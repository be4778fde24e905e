//! The pupils of people's classes and what covers them, for the duties that mean every one.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use super::{Pupil, Pupils, Sheet, distinct};
use crate::{
    entities::{
        class, duty_target_covered, enrolment,
        ids::{ClassId, PersonId},
        student, teaching_assignment,
    },
    error::Result,
};

pub async fn read(db: &impl ConnectionTrait, sheets: &[Sheet], on: NaiveDate) -> Result<Pupils> {
    let mut found = Pupils::default();
    let everyone = || {
        let duties = sheets.iter().flat_map(|sheet| &sheet.duties);
        duties.filter(|duty| duty.duty.options.everyone)
    };
    let people = sheets
        .iter()
        .filter(|sheet| sheet.duties.iter().any(|duty| duty.duty.options.everyone))
        .flat_map(|sheet| &sheet.people);
    let classes = distinct(people.flat_map(super::PersonFacts::classes));
    let terms = distinct(sheets.iter().filter_map(|sheet| sheet.term_id));
    if everyone().next().is_none() || classes.is_empty() || terms.is_empty() {
        return Ok(found);
    }
    for pupil in of_classes(db, &classes, on).await? {
        found.by_class.entry(pupil.class_id).or_default().push(pupil);
    }
    let teachers: Vec<(ClassId, PersonId)> = teaching_assignment::Entity::find()
        .select_only()
        .columns([
            teaching_assignment::Column::ClassId,
            teaching_assignment::Column::PersonId,
        ])
        .filter(teaching_assignment::Column::ClassId.is_in(classes))
        .filter(teaching_assignment::Column::TermId.is_in(terms))
        .into_tuple()
        .all(db)
        .await?;
    // Whose visits may count are the teachers of these classes: fewer than their pupils.
    let covered = duty_target_covered::Entity::find()
        .filter(duty_target_covered::Column::DutyId.is_in(distinct(everyone().map(|duty| duty.duty.id))))
        .filter(duty_target_covered::Column::PeriodStart.is_in(distinct(everyone().map(|duty| duty.span.starts_on))))
        .filter(duty_target_covered::Column::SubjectId.is_in(distinct(teachers.iter().map(|(_, person)| person.0))))
        .all(db)
        .await?;
    for (class, teacher) in teachers {
        found.teachers.entry(class).or_default().insert(teacher.0);
    }
    for row in covered {
        let key = (row.duty_id, row.period_start, row.target_id);
        let by = found.covered.entry(key).or_default();
        by.push((row.subject_id, row.records));
    }
    Ok(found)
}

async fn of_classes(db: &impl ConnectionTrait, classes: &[ClassId], on: NaiveDate) -> Result<Vec<Pupil>> {
    Ok(enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::ClassId)
        .column(enrolment::Column::StudentId)
        .column_as(class::Column::Name, "class_name")
        .column_as(student::Column::Name, "student_name")
        .column_as(student::Column::HouseholdId, "household_id")
        .join(
            JoinType::InnerJoin,
            enrolment::Entity::belongs_to(student::Entity)
                .from(enrolment::Column::StudentId)
                .to(student::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            enrolment::Entity::belongs_to(class::Entity)
                .from(enrolment::Column::ClassId)
                .to(class::Column::Id)
                .into(),
        )
        .filter(enrolment::Column::ClassId.is_in(classes.iter().copied()))
        .filter(enrolment::Column::StartsOn.lte(on))
        .filter(
            Condition::any()
                .add(enrolment::Column::EndsOn.is_null())
                .add(enrolment::Column::EndsOn.gte(on)),
        )
        .order_by_asc(class::Column::Name)
        .order_by_asc(student::Column::Name)
        .into_model::<Pupil>()
        .all(db)
        .await?)
}
