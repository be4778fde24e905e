//! What was handed in for study: overseers see that of their units, everybody else his own.

use sea_orm::{ColumnTrait, Condition};

use super::{Actor, Permission, Reach};
use crate::entities::{study_completion, study_completion::CompletionState};

/// What was handed in, as far as the caller may see it.
pub fn completions(actor: &Actor) -> Condition {
    let overseen = Reach::overseeing(actor, Permission::StudyRead).covers(study_completion::Column::UnitId);
    own(actor).add(overseen)
}

/// What the caller handed in, for himself or for somebody else.
pub fn own(actor: &Actor) -> Condition {
    Condition::any()
        .add(study_completion::Column::HandedInBy.eq(actor.account_id))
        .add_option(
            actor
                .person_id
                .map(|person| study_completion::Column::PersonId.eq(person)),
        )
}

/// What waits for the caller to accept or return it; never his own.
pub fn to_review(actor: &Actor) -> Condition {
    Condition::all()
        .add(study_completion::Column::State.eq(CompletionState::HandedIn))
        .add(Reach::overseeing(actor, Permission::StudyHandIn).covers(study_completion::Column::UnitId))
        .add_option(
            actor
                .person_id
                .map(|person| study_completion::Column::PersonId.ne(person)),
        )
}
