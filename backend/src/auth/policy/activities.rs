//! What part a caller has in an activity.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::{Actor, Permission, scope::Reach};
use crate::{
    entities::{
        ids::{AccountId, OrgUnitId, PersonId},
        org_unit_closure,
    },
    error::Result,
};

/// A caller's part in one activity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He took part in it or recorded it.
    pub owner: bool,
    /// He is the one who must confirm it.
    pub confirmer: bool,
    /// It lies in a unit he answers for, and is not his own.
    pub overseer: bool,
}

impl Part {
    pub fn of(
        actor: &Actor,
        actors: &[PersonId],
        recorded_by: AccountId,
        confirmer: Option<PersonId>,
        overseen: bool,
    ) -> Self {
        let me = actor.person_id;
        let owner = recorded_by == actor.account_id || me.is_some_and(|me| actors.contains(&me));
        Self {
            owner,
            confirmer: me.is_some() && me == confirmer,
            overseer: overseen && !owner,
        }
    }
}

/// Those of the units whose activities the caller answers for.
pub async fn overseen(
    db: &impl ConnectionTrait,
    actor: &Actor,
    units: impl IntoIterator<Item = OrgUnitId>,
) -> Result<HashSet<OrgUnitId>> {
    let units: HashSet<OrgUnitId> = units.into_iter().collect();
    let roots = match Reach::overseeing(actor, Permission::ActivitiesRecord) {
        Reach::Everything => return Ok(units),
        Reach::Subtrees(roots) if roots.is_empty() || units.is_empty() => return Ok(HashSet::new()),
        Reach::Subtrees(roots) => roots,
    };
    let below: Vec<OrgUnitId> = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::DescendantId)
        .filter(org_unit_closure::Column::AncestorId.is_in(roots))
        .filter(org_unit_closure::Column::DescendantId.is_in(units))
        .into_tuple()
        .all(db)
        .await?;
    Ok(below.into_iter().collect())
}
