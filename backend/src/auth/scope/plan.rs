//! Plans and what belongs to them: those of the own units and of the units above; drafts for those who write them.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::SelectStatement};

use super::Reach;
use crate::{
    auth::{Actor, Permission},
    entities::{
        org_unit_closure, person,
        plan::{self, PlanState},
    },
};

/// Plans: everybody sees those his own units work by; a draft only whoever may write plans of its unit.
pub fn plans(actor: &Actor) -> Condition {
    let reach = Reach::of(actor, |role| Permission::PlanRead.is_given_to(role));
    let Reach::Units(units) = &reach else {
        return Condition::all();
    };
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
        .into_query();
    let writes = Reach::of(actor, |role| Permission::PlanWrite.is_given_to(role));
    Condition::all()
        .add(
            Condition::any()
                .add(reach.covers(plan::Column::UnitId))
                .add(plan::Column::UnitId.in_subquery(above)),
        )
        .add(
            Condition::any()
                .add(plan::Column::State.ne(PlanState::Draft))
                .add(writes.covers(plan::Column::UnitId)),
        )
}

/// The ids of the plans the caller may see, for what belongs to a plan.
pub fn plan_ids(actor: &Actor) -> SelectStatement {
    plan::Entity::find()
        .select_only()
        .column(plan::Column::Id)
        .filter(plans(actor))
        .into_query()
}

/// The staff whose duties the caller may follow: himself, and everybody of the units he oversees.
pub fn staff_with_duties(actor: &Actor) -> Condition {
    Condition::any()
        .add_option(actor.person_id.map(|id| person::Column::Id.eq(id)))
        .add(Reach::overseeing(actor, Permission::DutiesRead).covers(person::Column::UnitId))
}
