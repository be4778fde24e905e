//! What part a caller has in an activity.

use super::super::{Actor, Permission, scope::Reach};
use crate::entities::ids::{AccountId, OrgUnitId, PersonId};

/// A caller's part in one activity.
#[expect(clippy::struct_excessive_bools, reason = "one caller can have several parts at once")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He took part in it or recorded it.
    pub owner: bool,
    /// He is the one who must confirm it.
    pub confirmer: bool,
    /// It lies in a unit he answers for, and is not his own.
    pub overseer: bool,
    /// What was promised was handed on to him.
    pub keeper: bool,
}

impl Part {
    pub fn of(
        actor: &Actor,
        actors: &[PersonId],
        recorded_by: AccountId,
        confirmer: Option<PersonId>,
        keeper: Option<PersonId>,
        overseen: bool,
    ) -> Self {
        let me = actor.person_id;
        let owner = recorded_by == actor.account_id || me.is_some_and(|me| actors.contains(&me));
        Self {
            owner,
            confirmer: me.is_some() && me == confirmer,
            overseer: overseen && !owner,
            keeper: me.is_some() && me == keeper,
        }
    }
}

/// Whether the caller answers for the activities of a unit.
pub fn oversees(actor: &Actor, unit_id: OrgUnitId) -> bool {
    Reach::overseeing(actor, Permission::ActivitiesRecord).includes(unit_id)
}
