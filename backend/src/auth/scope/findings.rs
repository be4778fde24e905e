//! Findings: overseers see those of their units; everybody else those he recorded, puts right, or that concern him.

use sea_orm::{ColumnTrait, Condition};

use super::{Actor, Permission, Reach, oversees_units};
use crate::entities::{
    finding::{self, FindingSource, FindingState},
    role_grant::Role,
};

/// The findings the caller may see.
pub fn findings(actor: &Actor) -> Condition {
    let seen = Condition::any()
        .add(Reach::overseeing(actor, Permission::FindingsRead).covers(finding::Column::UnitId))
        .add(finding::Column::RecordedBy.eq(actor.account_id));
    match actor.person_id {
        None => seen,
        Some(person) => seen
            .add(finding::Column::OwnerId.eq(person))
            .add(finding::Column::PersonId.eq(person)),
    }
}

/// The findings the caller has to put right.
pub fn owned(actor: &Actor) -> Condition {
    match actor.person_id {
        None => Condition::any().add(sea_orm::sea_query::Expr::value(false)),
        Some(person) => Condition::all().add(finding::Column::OwnerId.eq(person)),
    }
}

/// The units for whose findings of this source the caller answers: a school for all of them, a bureau for what
/// inspections found.
pub fn answered_for(actor: &Actor, source: FindingSource) -> Reach {
    let counts = |role| match role {
        Role::Bureau => source == FindingSource::Inspection,
        other => oversees_units(other) && Permission::FindingsWrite.is_given_to(other),
    };
    Reach::of(actor, counts)
}

/// The findings that wait for the caller to look whether they are put right; never his own.
pub fn to_verify(actor: &Actor) -> Condition {
    let of_inspections = Condition::all()
        .add(finding::Column::Source.eq(FindingSource::Inspection))
        .add(answered_for(actor, FindingSource::Inspection).covers(finding::Column::UnitId));
    let answered = Condition::any()
        .add(answered_for(actor, FindingSource::SelfCheck).covers(finding::Column::UnitId))
        .add(of_inspections);
    Condition::all()
        .add(finding::Column::State.eq(FindingState::Done))
        .add(answered)
        .add_option(actor.person_id.map(|person| finding::Column::OwnerId.ne(person)))
}
