//! Which rows a caller may see: one condition per table, with which every select on that table begins.

pub mod accounts;
pub mod activities;
pub mod attachments;
pub mod evaluation;
pub mod families;
pub mod findings;
pub mod gifts;
pub mod imports;
pub mod inbox;
pub mod inspections;
pub mod ledger;
pub mod liaison;
pub mod opinions;
pub mod organisation;
pub mod personnel;
pub mod phrases;
pub mod plan;
pub mod publications;
pub mod pupil_files;
pub mod reports;
pub mod saved_views;
pub mod study;
pub mod webhooks;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::{Actor, Permission, Within};
use crate::{
    entities::{
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
        role_grant::Role,
    },
    error::Result,
};

/// How far some of a caller's roles reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// The whole system.
    Everything,
    /// These units; none when empty.
    Units(Vec<OrgUnitId>),
}

impl Reach {
    /// The reach of those of the caller's roles that `counts` accepts.
    pub fn of(actor: &Actor, counts: impl Fn(Role) -> bool) -> Self {
        let mut reached = Vec::new();
        for grant in actor.grants.iter().filter(|grant| counts(grant.role)) {
            match &grant.within {
                Within::Everything => return Self::Everything,
                Within::Units(units) => reached.extend(units),
            }
        }
        reached.sort_unstable();
        reached.dedup();
        Self::Units(reached)
    }

    /// The reach of the roles that oversee whole units and carry `permission`.
    pub fn overseeing(actor: &Actor, permission: Permission) -> Self {
        Self::of(actor, |role| oversees_units(role) && permission.is_given_to(role))
    }

    /// A unit and all units below it.
    pub async fn below(db: &impl ConnectionTrait, root: OrgUnitId) -> Result<Self> {
        let mut units: Vec<OrgUnitId> = org_unit_closure::Entity::find()
            .select_only()
            .column(org_unit_closure::Column::DescendantId)
            .filter(org_unit_closure::Column::AncestorId.eq(root))
            .into_tuple()
            .all(db)
            .await?;
        units.sort_unstable();
        Ok(Self::Units(units))
    }

    /// Whether a unit lies within the reach.
    pub fn includes(&self, unit: OrgUnitId) -> bool {
        match self {
            Self::Everything => true,
            Self::Units(units) => units.binary_search(&unit).is_ok(),
        }
    }

    /// The condition that a unit column lies within the reach. The units are named one by one: a subquery inside an
    /// `OR` would keep the database from its indexes.
    pub fn covers(&self, unit: impl ColumnTrait) -> SimpleExpr {
        match self {
            Self::Everything => Expr::value(true),
            Self::Units(units) => unit.is_in(units.iter().copied()),
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

/// The ids of everything above `units`, and of themselves.
pub fn units_above(units: &[OrgUnitId]) -> SelectStatement {
    org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
        .into_query()
}

/// Units: the own subtrees; for everybody the way up to the root, so that a name can be shown, and the departments of
/// the own school, to which entries are routed; for leaders and teachers all of their school, as in the staff directory.
pub fn org_units(actor: &Actor) -> Condition {
    let Reach::Units(units) = &Reach::of(actor, |role| Permission::OrganisationRead.is_given_to(role)) else {
        return Condition::all();
    };
    // Below the units as the tree is now: one that this request opens is seen at once.
    let seen = Condition::any()
        .add(org_unit::Column::Id.in_subquery(units_below(units)))
        .add(org_unit::Column::Id.in_subquery(units_above(units)))
        .add(
            Condition::all()
                .add(org_unit::Column::Kind.eq(OrgUnitKind::Department))
                .add(org_unit::Column::Id.in_subquery(personnel::schools_around(units))),
        );
    match Reach::of(actor, |role| {
        !oversees_units(role) && Permission::OrganisationRead.is_given_to(role)
    }) {
        Reach::Units(units) if !units.is_empty() => {
            seen.add(org_unit::Column::Id.in_subquery(personnel::schools_around(&units)))
        }
        _ => seen,
    }
}
