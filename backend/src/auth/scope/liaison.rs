//! Liaison links: overseers see those that lead into their units, everybody else his own and those that lead to him.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::SimpleExpr};

use super::{Reach, units_below};
use crate::{
    auth::{Actor, Permission},
    entities::{contact_card, liaison_handover, liaison_link, liaison_own_scheme, liaison_proposal, org_unit_closure},
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

/// Schemes of a school's own: those of one's units, of the units above, and of those below.
pub fn own_schemes(actor: &Actor) -> Condition {
    let Reach::Units(units) = &Reach::of(actor, |role| Permission::LiaisonRead.is_given_to(role)) else {
        return Condition::all();
    };
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
        .into_query();
    Condition::any()
        .add(liaison_own_scheme::Column::UnitId.in_subquery(units_below(units)))
        .add(liaison_own_scheme::Column::UnitId.in_subquery(above))
}

/// Proposals: those of the units in which the caller makes and ends links.
pub fn proposals(actor: &Actor) -> SimpleExpr {
    writing(actor).covers(liaison_proposal::Column::UnitId)
}

/// Handovers: those of people of the units in which the caller makes and ends links.
pub fn handovers(actor: &Actor) -> SimpleExpr {
    writing(actor).covers(liaison_handover::Column::UnitId)
}

/// Contact cards: those of the units in which the caller makes and ends links.
pub fn contact_cards(actor: &Actor) -> SimpleExpr {
    writing(actor).covers(contact_card::Column::UnitId)
}

fn writing(actor: &Actor) -> Reach {
    Reach::overseeing(actor, Permission::LiaisonWrite)
}
