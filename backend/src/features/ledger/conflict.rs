//! Whom an entry may be given to: only those who could see it by the rule of conflict of interest
//! ([`crate::auth::scope::ledger::without_conflict_of_interest`]).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::IntoCondition,
};

use super::queries;
use crate::{
    auth::{Grant, Within, in_force, scope::ledger as rows},
    clock::local_date,
    entities::{
        account,
        ids::{AccountId, LedgerEntryId, OrgUnitId, PersonId},
        ledger_entry, ledger_person_concerned,
        role_grant::{self, Role},
    },
    error::{Error, Result},
    language::text,
};

/// Refuses a unit in which none of those who lead it could see the entry.
pub async fn check_unit(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    unit_id: OrgUnitId,
    field: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let leading = Condition::all()
        .add(role_grant::Column::UnitId.eq(unit_id))
        .add(role_grant::Column::Role.is_in(Role::iter().filter(|role| rows::leads(*role))))
        .add(in_force(local_date(now)));
    let accounts: Vec<AccountId> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(leading)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    check(tx, entry_id, account::Column::Id.is_in(accounts), field, now).await
}

/// Refuses a person who is concerned, or could not see the entry.
pub async fn check_person(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    person_id: PersonId,
    field: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let concerned = ledger_person_concerned::Entity::find_by_id((entry_id, person_id));
    if concerned.one(tx).await?.is_some() {
        return Err(conflict_of_interest(field));
    }
    check(tx, entry_id, account::Column::PersonId.eq(person_id), field, now).await
}

/// Refuses accounts none of which could see the entry; without an account there is nobody to judge.
async fn check(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    accounts: impl IntoCondition,
    field: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if queries::persons_concerned(tx, entry_id).await?.is_empty() {
        return Ok(());
    }
    let holders = Box::pin(grants_of(tx, accounts.into_condition(), now)).await?;
    if holders.is_empty() {
        return Ok(());
    }
    for (person_id, grants) in holders {
        let sees = ledger_entry::Entity::find_by_id(entry_id)
            .filter(rows::without_conflict_of_interest(person_id, &grants, local_date(now)))
            .count(tx)
            .await?;
        if sees > 0 {
            return Ok(());
        }
    }
    Err(conflict_of_interest(field))
}

type Holder = (Option<PersonId>, Vec<Grant>);

/// The accounts with all the roles they hold today; how far a role reaches does not matter for the rule.
async fn grants_of(tx: &impl ConnectionTrait, accounts: Condition, now: DateTime<Utc>) -> Result<Vec<Holder>> {
    let granted: Vec<(AccountId, Option<PersonId>, Role, Option<OrgUnitId>)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::PersonId])
        .columns([role_grant::Column::Role, role_grant::Column::UnitId])
        .join(
            JoinType::InnerJoin,
            account::Entity::belongs_to(role_grant::Entity)
                .from(account::Column::Id)
                .to(role_grant::Column::AccountId)
                .into(),
        )
        .filter(accounts)
        .filter(in_force(local_date(now)))
        .into_tuple()
        .all(tx)
        .await?;
    let mut holders: HashMap<AccountId, Holder> = HashMap::new();
    for (account_id, person_id, role, unit_id) in granted {
        let holder = holders.entry(account_id).or_insert_with(|| (person_id, Vec::new()));
        holder.1.push(Grant {
            role,
            unit_id,
            within: Within::Units(Vec::new()),
        });
    }
    Ok(holders.into_values().collect())
}

fn conflict_of_interest(field: &str) -> Error {
    Error::invalid(
        field,
        "conflict_of_interest",
        text(
            "条目涉及的人及其下属不能承办，请转给其他单位或人员",
            "whom the entry is about, and those below him, cannot handle it",
        ),
    )
}
