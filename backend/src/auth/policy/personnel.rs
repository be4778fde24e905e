//! How much of a member of staff a caller is shown.

use super::super::{Actor, Permission, scope::Reach};
use crate::entities::{
    ids::{OrgUnitId, PersonId},
    role_grant::Role,
};

/// What a caller is shown of the staff of some units.
#[derive(Debug)]
pub struct StaffSight {
    own: Option<PersonId>,
    /// Units whose staff he oversees: everything but phone numbers and leaves.
    overseen: Reach,
    /// Units whose staff's phone numbers and leaves he sees.
    private: Reach,
}

impl StaffSight {
    pub fn of(actor: &Actor) -> Self {
        Self {
            own: actor.person_id,
            overseen: Reach::overseeing(actor, Permission::PersonnelRead),
            private: Reach::of(actor, |role| {
                matches!(role, Role::Principal | Role::Office | Role::BranchPrincipal)
            }),
        }
    }

    /// Whether more than the directory is shown: name, unit, posts and rank.
    pub fn sees_file(&self, person: PersonId, unit: OrgUnitId) -> bool {
        self.own == Some(person) || self.overseen.includes(unit)
    }

    /// Whether the phone number and leaves are shown.
    pub fn sees_private(&self, person: PersonId, unit: OrgUnitId) -> bool {
        self.own == Some(person) || self.private.includes(unit)
    }
}
