//! Which rows a caller may see: one condition per table, with which every select on that table begins.

pub mod accounts;
pub mod activities;
pub mod families;
pub mod imports;
pub mod ledger;
pub mod liaison;
pub mod organisation;
pub mod personnel;
pub mod plan;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::{Actor, Permission};
use crate::entities::{
    ids::OrgUnitId,
    org_unit::{self, OrgUnitKind},
    org_unit_closure,
    role_grant::Role,
};

/// How far some of a caller's roles reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// The whole system.
    Everything,
    /// The subtrees below these units; none when empty.
    Subtrees(Vec<OrgUnitId>),
}

impl Reach {
    /// The reach of those of the caller's roles that `counts` accepts.
    pub fn of(actor: &Actor, counts: impl Fn(Role) -> bool) -> Self {
        let mut roots = Vec::new();
        for grant in actor.grants.iter().filter(|grant| counts(grant.role)) {
            match grant.unit_id {
                None => return Self::Everything,
                Some(unit_id) => roots.push(unit_id),
            }
        }
        roots.sort_unstable();
        roots.dedup();
        Self::Subtrees(roots)
    }

    /// The reach of the roles that oversee whole units and carry `permission`.
    pub fn overseeing(actor: &Actor, permission: Permission) -> Self {
        Self::of(actor, |role| oversees_units(role) && permission.is_given_to(role))
    }

    /// The condition that a unit column lies within the reach.
    pub fn covers(&self, unit: impl ColumnTrait) -> SimpleExpr {
        match self {
            Self::Everything => Expr::value(true),
            Self::Subtrees(roots) if roots.is_empty() => Expr::value(false),
            Self::Subtrees(roots) => unit.in_subquery(units_below(roots)),
        }
    }
}

/// Roles that see everything of their units; leaders and teachers see what they are tied to.
fn oversees_units(role: Role) -> bool {
    match role {
        Role::Admin | Role::Auditor | Role::Bureau | Role::Principal | Role::Office | Role::BranchPrincipal => true,
        Role::Leader | Role::Teacher => false,
    }
}

/// The ids of `roots` and everything below them.
pub fn units_below(roots: &[OrgUnitId]) -> SelectStatement {
    org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::DescendantId)
        .filter(org_unit_closure::Column::AncestorId.is_in(roots.iter().copied()))
        .into_query()
}

/// Units: the own subtrees; for everybody the way up to the root, so that a name can be shown, and the departments of
/// the own school, to which entries are routed; for leaders and teachers all of their school, as in the staff directory.
pub fn org_units(actor: &Actor) -> Condition {
    let Reach::Subtrees(roots) = Reach::of(actor, |role| Permission::OrganisationRead.is_given_to(role)) else {
        return Condition::all();
    };
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(roots.iter().copied()))
        .into_query();
    let seen = Condition::any()
        .add(org_unit::Column::Id.in_subquery(units_below(&roots)))
        .add(org_unit::Column::Id.in_subquery(above))
        .add(
            Condition::all()
                .add(org_unit::Column::Kind.eq(OrgUnitKind::Department))
                .add(org_unit::Column::Id.in_subquery(personnel::schools_around(&roots))),
        );
    match Reach::of(actor, |role| {
        !oversees_units(role) && Permission::OrganisationRead.is_given_to(role)
    }) {
        Reach::Subtrees(roots) if !roots.is_empty() => {
            seen.add(org_unit::Column::Id.in_subquery(personnel::schools_around(&roots)))
        }
        _ => seen,
    }
}
