//! Opinion items: overseers see those of their units; everybody else those he recorded or is to answer.

use sea_orm::{ColumnTrait, Condition, sea_query::Expr};

use super::{Actor, Permission, Reach};
use crate::entities::opinion_item::{self, OpinionState};

/// The opinion items the caller may see.
pub fn opinions(actor: &Actor) -> Condition {
    Condition::any()
        .add(Reach::overseeing(actor, Permission::OpinionsRead).covers(opinion_item::Column::UnitId))
        .add(opinion_item::Column::RecordedBy.eq(actor.account_id))
        .add(to_answer(actor))
}

/// The opinion items the caller is to answer.
pub fn to_answer(actor: &Actor) -> Condition {
    Condition::any().add(match actor.person_id {
        None => Expr::value(false),
        Some(person) => opinion_item::Column::ResponderId.eq(person),
    })
}

/// What waits for the caller: open ones he is to answer, and answered ones of his units that are to be closed.
pub fn my_turn(actor: &Actor) -> Condition {
    let open = Condition::all()
        .add(opinion_item::Column::State.eq(OpinionState::Open))
        .add(to_answer(actor));
    let unassigned = Condition::all()
        .add(opinion_item::Column::State.eq(OpinionState::Open))
        .add(opinion_item::Column::ResponderId.is_null())
        .add(Reach::overseeing(actor, Permission::OpinionsWrite).covers(opinion_item::Column::UnitId));
    let answered = Condition::all()
        .add(opinion_item::Column::State.eq(OpinionState::Replied))
        .add(Reach::overseeing(actor, Permission::OpinionsWrite).covers(opinion_item::Column::UnitId));
    Condition::any().add(open).add(unassigned).add(answered)
}
