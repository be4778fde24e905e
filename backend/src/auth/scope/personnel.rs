//! Staff: overseers see their units, everybody else the directory of the own central school.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr},
};

use super::{Actor, Permission, Reach, oversees_units};
use crate::entities::{
    appointment::{self, Post},
    ids::{OrgUnitId, PersonId},
    org_unit::{self, DepartmentFunction, OrgUnitKind},
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
    schools_of(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
}

/// The central schools in whose office of teaching and research a caller works, by role or by post.
pub fn research_schools(actor: &Actor, person: PersonId, today: NaiveDate) -> SelectStatement {
    let offices = org_unit::Entity::find()
        .select_only()
        .column(org_unit::Column::Id)
        .filter(org_unit::Column::Function.eq(DepartmentFunction::TeachingResearch))
        .filter(org_unit::Column::Id.is_in(actor.grants.iter().filter_map(|grant| grant.unit_id)))
        .into_query();
    let posts = appointment::Entity::find()
        .select_only()
        .column(appointment::Column::UnitId)
        .filter(appointment::Column::PersonId.eq(person))
        .filter(appointment::Column::Post.eq(Post::TeachingResearchDirector))
        .filter(appointment::Column::StartsOn.lte(today))
        .filter(
            appointment::Column::EndsOn
                .is_null()
                .or(appointment::Column::EndsOn.gte(today)),
        )
        .into_query();
    let descendant = org_unit_closure::Column::DescendantId;
    schools_of(descendant.in_subquery(offices).or(descendant.in_subquery(posts)))
}

fn schools_of(units: SimpleExpr) -> SelectStatement {
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
        .filter(units)
        .into_query();
    org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::DescendantId)
        .filter(org_unit_closure::Column::AncestorId.in_subquery(schools))
        .into_query()
}
