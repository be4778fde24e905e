//! Activities: overseers by unit; everybody else what he took part in, recorded, was observed in or must confirm.
//! The support of pupils with potential is restricted to those who support them.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr, UnionType},
};

use super::{
    Actor, Permission, Reach,
    families::supported_students,
    personnel::{research_schools, schools_around},
};
use crate::entities::{
    activity::{self, ActivityKind, ActivityStatus},
    activity_actor,
    activity_subject::{self, ActivitySubjectKind},
    follow_up_keeper,
    ids::PersonId,
};

/// The activities a caller may see. A draft is seen only by those who write it.
pub fn activities(actor: &Actor, today: NaiveDate) -> Condition {
    let mut own = concerning(actor);
    if let Some(person) = actor.person_id {
        for supports in supports(actor, person, today) {
            own.union(UnionType::Distinct, ids(handed_in(supports)));
        }
    }
    seen(actor, own)
}

/// The same without the support of pupils by others: for questions about kinds that everybody in charge may see.
pub fn open_activities(actor: &Actor) -> Condition {
    seen(actor, concerning(actor))
}

/// Those of the overseen units, and those that concern the caller himself: one set of ids, which a database finds by
/// its indexes where a choice of subqueries would make it read the whole table.
fn seen(actor: &Actor, own: SelectStatement) -> Condition {
    let own = activity::Column::Id.in_subquery(own);
    let reach = Reach::overseeing(actor, Permission::ActivitiesRead);
    if reach == Reach::Units(Vec::new()) {
        return Condition::all().add(own);
    }
    let oversees = Condition::all()
        .add(activity::Column::Kind.ne(ActivityKind::PupilSupport))
        .add(reach.covers(activity::Column::UnitId));
    Condition::any().add(handed_in(oversees)).add(own)
}

/// The ids of what the caller wrote, took part in, was observed in, confirms, or keeps the promises of.
fn concerning(actor: &Actor) -> SelectStatement {
    let mut own = ids(Condition::all().add(activity::Column::RecordedBy.eq(actor.account_id)));
    let Some(person) = actor.person_id else {
        return own;
    };
    let taken_part = activity_actor::Entity::find()
        .select_only()
        .column(activity_actor::Column::ActivityId)
        .filter(activity_actor::Column::PersonId.eq(person))
        .into_query();
    own.union(UnionType::Distinct, taken_part);
    for concerned in [
        activity::Column::ObservedPersonId.eq(person),
        activity::Column::ConfirmerPersonId.eq(person),
        kept_by(person),
    ] {
        own.union(UnionType::Distinct, ids(handed_in(Condition::all().add(concerned))));
    }
    own
}

fn ids(which: Condition) -> SelectStatement {
    activity::Entity::find()
        .select_only()
        .column(activity::Column::Id)
        .filter(which)
        .into_query()
}

fn handed_in(concerned: Condition) -> Condition {
    Condition::all()
        .add(activity::Column::Status.ne(ActivityStatus::Draft))
        .add(concerned)
}

/// Records of supporting a pupil with potential: for his own teachers, the leader tied to him, and the office of
/// teaching and research of his school; for nobody else but those who did it, not even an overseer.
fn supports(actor: &Actor, person: PersonId, today: NaiveDate) -> [Condition; 2] {
    let about_supported = activity_subject::Entity::find()
        .select_only()
        .column(activity_subject::Column::ActivityId)
        .filter(activity_subject::Column::SubjectKind.eq(ActivitySubjectKind::Student))
        .filter(activity_subject::Column::SubjectId.in_subquery(supported_students(person, today)))
        .into_query();
    [
        activity::Column::Id.in_subquery(about_supported),
        activity::Column::UnitId.in_subquery(research_schools(actor, person, today)),
    ]
    .map(|supported| {
        Condition::all()
            .add(activity::Column::Kind.eq(ActivityKind::PupilSupport))
            .add(supported)
    })
}

/// The activities a caller took part in or recorded for somebody.
pub fn owned(actor: &Actor) -> Condition {
    let recorded = Condition::any().add(activity::Column::RecordedBy.eq(actor.account_id));
    match actor.person_id {
        None => recorded,
        Some(person) => recorded.add(taken_part(person)),
    }
}

/// The activities that wait for a caller's confirmation.
pub fn awaiting(actor: &Actor) -> Condition {
    Condition::all()
        .add(activity::Column::Status.eq(ActivityStatus::Submitted))
        .add(match actor.person_id {
            None => Expr::value(false),
            Some(person) => activity::Column::ConfirmerPersonId.eq(person),
        })
}

/// That a person took part, as main actor or companion.
pub fn taken_part(person: PersonId) -> SimpleExpr {
    activity::Column::Id.in_subquery(
        activity_actor::Entity::find()
            .select_only()
            .column(activity_actor::Column::ActivityId)
            .filter(activity_actor::Column::PersonId.eq(person))
            .into_query(),
    )
}

/// That what was promised was handed on to this person.
pub fn kept_by(person: PersonId) -> SimpleExpr {
    keepers(follow_up_keeper::Column::PersonId.eq(person))
}

/// That what was promised was handed on to somebody else.
pub fn kept_by_another(person: PersonId) -> SimpleExpr {
    keepers(follow_up_keeper::Column::PersonId.ne(person))
}

fn keepers(which: SimpleExpr) -> SimpleExpr {
    activity::Column::Id.in_subquery(
        follow_up_keeper::Entity::find()
            .select_only()
            .column(follow_up_keeper::Column::ActivityId)
            .filter(which)
            .into_query(),
    )
}

/// The records whose promises are the caller's to keep: his own that were not handed on, and those handed on to him.
pub fn to_follow_up(actor: &Actor) -> Condition {
    let Some(person) = actor.person_id else {
        return owned(actor);
    };
    Condition::any()
        .add(kept_by(person))
        .add(Condition::all().add(owned(actor)).add(kept_by_another(person).not()))
}

/// That a unit belongs to the caller's schools: where he may visit, observe, and find companions, also outside his
/// own unit.
pub fn in_own_schools(actor: &Actor, unit: impl ColumnTrait) -> Condition {
    let reach = Reach::of(actor, |_| true);
    let seen = Condition::any().add(reach.covers(unit));
    match reach {
        Reach::Everything => seen,
        Reach::Units(units) => seen.add(unit.in_subquery(schools_around(&units))),
    }
}
