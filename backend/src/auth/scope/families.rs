//! Classes, pupils and households: overseers see their units; everybody else the classes he teaches today, and the
//! classes, grades, pupils and households he is linked to. Leaders also see which classes their school has.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr},
};

use super::{Actor, Permission, Reach, personnel::schools_around, pupil_files::supported_by};
use crate::entities::{
    class, family_committee, household,
    ids::PersonId,
    liaison_link,
    role_grant::Role,
    student::{self, StudentStatus},
    teaching_assignment, term,
};

/// The classes the caller may see: they hold no personal data.
pub fn classes(actor: &Actor, today: NaiveDate) -> Condition {
    let mut seen = Condition::any()
        .add(Reach::overseeing(actor, Permission::FamiliesRead).covers(class::Column::UnitId))
        .add(own_classes(actor, today, class::Column::Id));
    match Reach::of(actor, |role| role == Role::Leader) {
        Reach::Everything => seen = seen.add(Expr::value(true)),
        Reach::Units(units) if units.is_empty() => {}
        Reach::Units(units) => seen = seen.add(class::Column::UnitId.in_subquery(schools_around(&units))),
    }
    seen
}

/// The teaching assignments the caller may see: those of his classes, and his own.
pub fn teaching_assignments(actor: &Actor, today: NaiveDate) -> Condition {
    let visible = class::Entity::find()
        .select_only()
        .column(class::Column::Id)
        .filter(classes(actor, today))
        .into_query();
    let seen = Condition::any().add(teaching_assignment::Column::ClassId.in_subquery(visible));
    match actor.person_id {
        Some(person_id) => seen.add(teaching_assignment::Column::PersonId.eq(person_id)),
        None => seen,
    }
}

/// The pupils the caller may see.
pub fn students(actor: &Actor, today: NaiveDate) -> Condition {
    let seen = Condition::any()
        .add(Reach::overseeing(actor, Permission::FamiliesRead).covers(student::Column::UnitId))
        .add(own_classes(actor, today, student::Column::ClassId));
    match actor.person_id {
        Some(person_id) => seen
            .add(student::Column::Id.in_subquery(linked(person_id, today, liaison_link::Column::TargetStudentId)))
            .add(student::Column::HouseholdId.in_subquery(linked(
                person_id,
                today,
                liaison_link::Column::TargetHouseholdId,
            ))),
        None => seen,
    }
}

/// The households the caller may see.
pub fn households(actor: &Actor, today: NaiveDate) -> Condition {
    let of_pupils = student::Entity::find()
        .select_only()
        .column(student::Column::HouseholdId)
        .filter(student::Column::Status.eq(StudentStatus::Enrolled));
    let of_classes = of_pupils
        .clone()
        .filter(own_classes(actor, today, student::Column::ClassId))
        .into_query();
    let seen = Condition::any()
        .add(Reach::overseeing(actor, Permission::FamiliesRead).covers(household::Column::UnitId))
        .add(household::Column::Id.in_subquery(of_classes));
    match actor.person_id {
        Some(person_id) => {
            let of_linked = of_pupils
                .filter(student::Column::Id.in_subquery(linked(
                    person_id,
                    today,
                    liaison_link::Column::TargetStudentId,
                )))
                .into_query();
            seen.add(household::Column::Id.in_subquery(of_linked))
                .add(household::Column::Id.in_subquery(linked(
                    person_id,
                    today,
                    liaison_link::Column::TargetHouseholdId,
                )))
        }
        None => seen,
    }
}

/// The family committees the caller may see: those of his schools.
pub fn committees(actor: &Actor) -> Condition {
    Condition::any().add(
        Reach::of(actor, |role| Permission::FamiliesRead.is_given_to(role)).covers(family_committee::Column::UnitId),
    )
}

/// The condition that a class column names a class the caller teaches today or is linked to, itself or by its grade.
fn own_classes(actor: &Actor, today: NaiveDate, column: impl ColumnTrait) -> SimpleExpr {
    let Some(person_id) = actor.person_id else {
        return Expr::value(false);
    };
    let of_grades = class::Entity::find()
        .select_only()
        .column(class::Column::Id)
        .join(
            JoinType::InnerJoin,
            class::Entity::belongs_to(liaison_link::Entity)
                .from(class::Column::UnitId)
                .to(liaison_link::Column::TargetUnitId)
                .into(),
        )
        .filter(
            Expr::col((liaison_link::Entity, liaison_link::Column::TargetGrade))
                .equals((class::Entity, class::Column::Grade)),
        )
        .filter(living(person_id, today))
        .into_query();
    column
        .in_subquery(taught_classes(person_id, today))
        .or(column.in_subquery(linked(person_id, today, liaison_link::Column::TargetClassId)))
        .or(column.in_subquery(of_grades))
}

/// The ids of the classes a person teaches in a term that contains today.
pub fn taught_classes(person_id: PersonId, today: NaiveDate) -> SelectStatement {
    teaching_assignment::Entity::find()
        .select_only()
        .column(teaching_assignment::Column::ClassId)
        .join(
            JoinType::InnerJoin,
            teaching_assignment::Entity::belongs_to(term::Entity)
                .from(teaching_assignment::Column::TermId)
                .to(term::Column::Id)
                .into(),
        )
        .filter(teaching_assignment::Column::PersonId.eq(person_id))
        .filter(term::Column::StartsOn.lte(today))
        .filter(term::Column::EndsOn.gte(today))
        .into_query()
}

/// The pupils a person supports: those of the classes he teaches today, those he is linked to, and those whose files
/// name him.
pub(super) fn supported_students(person_id: PersonId, today: NaiveDate) -> SelectStatement {
    student::Entity::find()
        .select_only()
        .column(student::Column::Id)
        .filter(
            Condition::any()
                .add(student::Column::ClassId.in_subquery(taught_classes(person_id, today)))
                .add(student::Column::Id.in_subquery(linked(person_id, today, liaison_link::Column::TargetStudentId)))
                .add(student::Column::Id.in_subquery(supported_by(person_id))),
        )
        .into_query()
}

/// The targets of one kind of a person's living links.
fn linked(person_id: PersonId, today: NaiveDate, target: liaison_link::Column) -> SelectStatement {
    liaison_link::Entity::find()
        .select_only()
        .column(target)
        .filter(living(person_id, today))
        .filter(target.is_not_null())
        .into_query()
}

fn living(person_id: PersonId, today: NaiveDate) -> Condition {
    Condition::all()
        .add(liaison_link::Column::PersonId.eq(person_id))
        .add(liaison_link::Column::StartsOn.lte(today))
        .add(
            liaison_link::Column::EndsOn
                .is_null()
                .or(liaison_link::Column::EndsOn.gte(today)),
        )
}
