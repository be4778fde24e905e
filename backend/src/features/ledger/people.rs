//! Whom an entry concerns: who must act next, who follows it, who answers for those who must act. Nobody who may not
//! see it is ever among them.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::queries::sees;
use crate::{
    auth::{
        Actor, actors, in_force,
        policy::ledger::{self as policy, Part},
    },
    clock::local_date,
    entities::{
        account,
        ids::{AccountId, OrgUnitId, PersonId},
        ledger_co_handler,
        ledger_entry::{self, Urgency},
        ledger_follower,
        ledger_reminder::ReminderLevel,
        org_unit_closure,
        role_grant::{self, Role},
    },
    error::Result,
};

/// The accounts that have a part in an entry, each with its part.
pub struct People {
    parts: Vec<(Actor, Part)>,
}

impl People {
    pub async fn of(db: &impl ConnectionTrait, entry: &ledger_entry::Model, now: DateTime<Utc>) -> Result<Self> {
        let above = org_unit_closure::Entity::find()
            .select_only()
            .column(org_unit_closure::Column::AncestorId)
            .filter(org_unit_closure::Column::DescendantId.eq(entry.unit_id))
            .into_query();
        let managing = Condition::all()
            .add(role_grant::Column::UnitId.in_subquery(above))
            .add(role_grant::Column::Role.is_in([Role::BranchPrincipal, Role::Office, Role::Principal]));
        let helpers: Vec<(OrgUnitId, Option<PersonId>)> = ledger_co_handler::Entity::find()
            .select_only()
            .columns([ledger_co_handler::Column::UnitId, ledger_co_handler::Column::PersonId])
            .filter(ledger_co_handler::Column::EntryId.eq(entry.id))
            .filter(ledger_co_handler::Column::RemovedAt.is_null())
            .into_tuple()
            .all(db)
            .await?;
        let units = helpers.iter().map(|(unit, _)| *unit).chain(entry.handler_unit_id);
        let handling = role_grant::Column::UnitId.is_in(units);
        let persons = helpers.iter().filter_map(|(_, person)| *person);
        let persons = persons
            .chain(entry.handler_person_id)
            .chain(entry.first_receiver_person_id);
        let mut accounts: Vec<AccountId> = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::AccountId)
            .filter(in_force(local_date(now)))
            .filter(Condition::any().add(managing).add(handling))
            .into_tuple()
            .all(db)
            .await?;
        accounts.extend(of_persons(db, persons).await?);
        accounts.push(entry.registered_by);
        accounts.sort_unstable();
        accounts.dedup();
        let mut parts = Vec::new();
        for actor in actors(db, &accounts, local_date(now)).await? {
            let part = policy::part(db, &actor, entry, local_date(now)).await?;
            if part != Part::default() && sees(db, &actor, entry.id, now).await? {
                parts.push((actor, part));
            }
        }
        Ok(Self { parts })
    }

    fn with(&self, counts: impl Fn(Part) -> bool) -> Vec<AccountId> {
        let counting = self.parts.iter().filter(|(_, part)| counts(*part));
        counting.map(|(actor, _)| actor.account_id).collect()
    }

    /// Those for whom the entry waits.
    pub fn must_act(&self, entry: &ledger_entry::Model) -> Vec<AccountId> {
        self.with(|part| part.is_turn(entry))
    }

    /// Those who received it first.
    pub fn first_receivers(&self) -> Vec<AccountId> {
        self.with(|part| part.first_receiver)
    }

    /// Whom a reminder of this level goes to; the next above where there is nobody, or nobody who may see the entry.
    pub fn reminded(&self, level: ReminderLevel, entry: &ledger_entry::Model) -> Vec<AccountId> {
        let urgent = entry.urgency == Urgency::Urgent;
        let branch = self.with(|part| part.branch || (urgent && part.principal));
        let (office, principal) = (self.with(|part| part.office), self.with(|part| part.principal));
        let in_turn = match level {
            ReminderLevel::Near | ReminderLevel::Over => vec![self.must_act(entry), branch, principal, office],
            ReminderLevel::Branch => vec![branch, principal, office],
            ReminderLevel::Office => vec![office, principal],
        };
        in_turn
            .into_iter()
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }
}

/// Those who follow an entry and may still see it.
pub async fn followers(
    db: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    now: DateTime<Utc>,
) -> Result<Vec<AccountId>> {
    let accounts: Vec<AccountId> = ledger_follower::Entity::find()
        .select_only()
        .column(ledger_follower::Column::AccountId)
        .filter(ledger_follower::Column::EntryId.eq(entry.id))
        .into_tuple()
        .all(db)
        .await?;
    let mut seeing = Vec::new();
    for actor in actors(db, &accounts, local_date(now)).await? {
        if sees(db, &actor, entry.id, now).await? {
            seeing.push(actor.account_id);
        }
    }
    Ok(seeing)
}

async fn of_persons(db: &impl ConnectionTrait, persons: impl Iterator<Item = PersonId>) -> Result<Vec<AccountId>> {
    Ok(account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::PersonId.is_in(persons))
        .into_tuple()
        .all(db)
        .await?)
}
