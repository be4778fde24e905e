//! Findings: overseers see those of their units; everybody else those he recorded, puts right, or that concern him.

use sea_orm::{ColumnTrait, Condition};

use super::{Actor, Permission, Reach};
use crate::entities::finding::{self, FindingState};

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

/// The findings that wait for the caller to look whether they are put right; never his own.
pub fn to_verify(actor: &Actor) -> Condition {
    Condition::all()
        .add(finding::Column::State.eq(FindingState::Done))
        .add(Reach::overseeing(actor, Permission::FindingsWrite).covers(finding::Column::UnitId))
        .add_option(actor.person_id.map(|person| finding::Column::OwnerId.ne(person)))
}
