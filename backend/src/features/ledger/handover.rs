//! Handing an entry to those who will handle it: never to somebody it is about.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
};

use super::{places, queries, service::Writing};
use crate::{
    auth::in_force,
    clock::local_date,
    entities::{
        account,
        ids::{LedgerEntryId, OrgUnitId, PersonId},
        ledger_entry, ledger_person_concerned,
        role_grant::{self, Role},
    },
    error::{Error, Result},
    language::text,
};

/// Sends an entry to a unit of the same school, and perhaps to a person.
pub async fn hand_over(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    to_unit_id: OrgUnitId,
    to_person_id: Option<PersonId>,
    writing: &mut Writing,
    now: DateTime<Utc>,
) -> Result<()> {
    let unit = places::unit_of_same_school(tx, entry.unit_id, to_unit_id, "to_unit_id").await?;
    if is_led_by_one_concerned(tx, entry.id, unit.id, now).await? {
        return Err(conflict_of_interest("to_unit_id"));
    }
    writing.tell("to_unit_id", unit.id);
    writing.tell("to_unit_name", unit.name);
    if let Some(person_id) = to_person_id {
        let person = places::person_of_same_school(tx, entry.unit_id, person_id, "to_person_id").await?;
        if ledger_person_concerned::Entity::find_by_id((entry.id, person_id))
            .one(tx)
            .await?
            .is_some()
        {
            return Err(conflict_of_interest("to_person_id"));
        }
        writing.tell("to_person_id", person.id);
        writing.tell("to_person_name", person.name);
    }
    writing.row.handler_unit_id = Set(Some(unit.id));
    writing.row.handler_person_id = Set(to_person_id);
    writing.row.reply = Set(None);
    Ok(())
}

fn conflict_of_interest(field: &str) -> Error {
    Error::invalid(
        field,
        "conflict_of_interest",
        text(
            "条目涉及的人不能承办，请转给其他单位或人员",
            "whom the entry is about cannot handle it",
        ),
    )
}

/// Whether a person the entry is about leads the unit: nobody there could see it.
async fn is_led_by_one_concerned(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    unit_id: OrgUnitId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let concerned: Vec<PersonId> = queries::persons_concerned(tx, entry_id)
        .await?
        .into_iter()
        .map(|person| person.id)
        .collect();
    if concerned.is_empty() {
        return Ok(false);
    }
    let grants = role_grant::Entity::find()
        .join(
            JoinType::InnerJoin,
            role_grant::Entity::belongs_to(account::Entity)
                .from(role_grant::Column::AccountId)
                .to(account::Column::Id)
                .into(),
        )
        .filter(account::Column::PersonId.is_in(concerned))
        .filter(role_grant::Column::UnitId.eq(unit_id))
        .filter(role_grant::Column::Role.is_in([Role::Leader, Role::BranchPrincipal]))
        .filter(in_force(local_date(now)))
        .count(tx)
        .await?;
    Ok(grants > 0)
}
