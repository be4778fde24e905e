//! Staff: overseers see their units, everybody else the directory of the own central school.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::{Actor, Permission, Reach, oversees_units};
use crate::entities::{
    ids::OrgUnitId,
    org_unit::{self, OrgUnitKind},
    org_unit_closure, person,
};

/// Staff the caller may see; whether all of a person is shown is [`crate::auth::policy`]'s question.
pub fn personnel(actor: &Actor) -> Condition {
    let mut seen =
        Condition::any().add(Reach::overseeing(actor, Permission::PersonnelRead).covers(person::Column::UnitId));
    let directory = Reach::of(actor, |role| {
        !oversees_units(role) && Permission::PersonnelRead.is_given_to(role)
    });
    match directory {
        Reach::Everything => seen = seen.add(Expr::value(true)),
        Reach::Units(units) if units.is_empty() => {}
        Reach::Units(units) => seen = seen.add(person::Column::UnitId.in_subquery(schools_around(&units))),
    }
    with_himself(actor, seen)
}

/// Staff of whom the caller is shown more than the directory: what is hidden is not searched either.
pub fn files(actor: &Actor) -> Condition {
    let overseen = Reach::overseeing(actor, Permission::PersonnelRead);
    with_himself(actor, Condition::any().add(overseen.covers(person::Column::UnitId)))
}

fn with_himself(actor: &Actor, seen: Condition) -> Condition {
    match actor.person_id {
        Some(own) => seen.add(person::Column::Id.eq(own)),
        None => seen,
    }
}

/// The whole central schools to which `units` belong.
pub fn schools_around(units: &[OrgUnitId]) -> SelectStatement {
    let schools = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .join(
            JoinType::InnerJoin,
            org_unit_closure::Entity::belongs_to(org_unit::Entity)
                .from(org_unit_closure::Column::AncestorId)
                .to(org_unit::Column::Id)
                .into(),
        )
        .filter(org_unit::Column::Kind.eq(OrgUnitKind::CentralSchool))
        .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
        .into_query();
    org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::DescendantId)
        .filter(org_unit_closure::Column::AncestorId.in_subquery(schools))
        .into_query()
}
