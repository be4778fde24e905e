//! How much of a member of staff a caller is shown.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::{Actor, Permission, scope::Reach};
use crate::{
    entities::{
        ids::{OrgUnitId, PersonId},
        org_unit_closure,
        role_grant::Role,
    },
    error::Result,
};

/// What a caller is shown of the staff of some units.
#[derive(Debug)]
pub struct StaffSight {
    own: Option<PersonId>,
    /// Units whose staff he oversees: everything but phone numbers and leaves.
    overseen: HashSet<OrgUnitId>,
    /// Units whose staff's phone numbers and leaves he sees.
    private: HashSet<OrgUnitId>,
}

impl StaffSight {
    /// Decides for a page of people at once.
    pub async fn of(db: &impl ConnectionTrait, actor: &Actor, units: &[OrgUnitId]) -> Result<Self> {
        let overseeing = Reach::overseeing(actor, Permission::PersonnelRead);
        let leading = Reach::of(actor, |role| {
            matches!(role, Role::Principal | Role::Office | Role::BranchPrincipal)
        });
        Ok(Self {
            own: actor.person_id,
            overseen: reached(db, &overseeing, units).await?,
            private: reached(db, &leading, units).await?,
        })
    }

    /// Whether more than the directory is shown: name, unit, posts and rank.
    pub fn sees_file(&self, person: PersonId, unit: OrgUnitId) -> bool {
        self.own == Some(person) || self.overseen.contains(&unit)
    }

    /// Whether the phone number and leaves are shown.
    pub fn sees_private(&self, person: PersonId, unit: OrgUnitId) -> bool {
        self.own == Some(person) || self.private.contains(&unit)
    }
}

/// Those of `units` that lie within a reach.
pub async fn reached(db: &impl ConnectionTrait, reach: &Reach, units: &[OrgUnitId]) -> Result<HashSet<OrgUnitId>> {
    let roots = match reach {
        Reach::Everything => return Ok(units.iter().copied().collect()),
        Reach::Subtrees(roots) if roots.is_empty() || units.is_empty() => return Ok(HashSet::new()),
        Reach::Subtrees(roots) => roots,
    };
    let units: HashSet<OrgUnitId> = units.iter().copied().collect();
    let within: Vec<OrgUnitId> = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::DescendantId)
        .filter(org_unit_closure::Column::AncestorId.is_in(roots.iter().copied()))
        .filter(org_unit_closure::Column::DescendantId.is_in(units))
        .into_tuple()
        .all(db)
        .await?;
    Ok(within.into_iter().collect())
}
