//! Liaison links: overseers see those that lead into their units, everybody else his own and those that lead to him.

use sea_orm::{ColumnTrait, Condition};

use super::Reach;
use crate::{
    auth::{Actor, Permission},
    entities::liaison_link,
};

/// The links the caller may see.
pub fn links(actor: &Actor) -> Condition {
    let overseen = Reach::overseeing(actor, Permission::LiaisonRead).covers(liaison_link::Column::UnitId);
    let seen = Condition::any().add(overseen);
    match actor.person_id {
        None => seen,
        Some(person_id) => seen
            .add(liaison_link::Column::PersonId.eq(person_id))
            .add(liaison_link::Column::TargetPersonId.eq(person_id)),
    }
}
