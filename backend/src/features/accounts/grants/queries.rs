//! Reading role grants; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{GrantState, RoleGrant, RoleGrantFilter, RoleGrantRow, RoleGrantSort};
use crate::{
    auth::{Actor, Permission, in_force, scope},
    entities::{
        ids::{AccountId, OrgUnitId, RoleGrantId},
        role_grant,
    },
    error::{Error, Result},
    features::accounts::names::{account_names, unit_names},
    http::{ListQuery, Paged},
};

/// The role grants the caller may see.
fn visible_to(actor: &Actor) -> Select<role_grant::Entity> {
    role_grant::Entity::find().filter(scope::accounts::system_wide(actor, Permission::AccountsRead))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<RoleGrantFilter>,
    today: NaiveDate,
) -> Result<Paged<RoleGrant>> {
    let RoleGrantFilter {
        account_id,
        role,
        unit_id,
        state,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(account_id) = account_id {
        select = select.filter(role_grant::Column::AccountId.eq(account_id));
    }
    if let Some(roles) = role {
        select = select.filter(role_grant::Column::Role.is_in(roles.0));
    }
    if let Some(unit_id) = unit_id {
        select = select.filter(role_grant::Column::UnitId.eq(unit_id));
    }
    if let Some(state) = state {
        select = select.filter(is_in_state(state, today));
    }
    let column = |RoleGrantSort::StartsOn| role_grant::Column::StartsOn;
    let page: Paged<RoleGrantRow> = query.page.fetch(db, select, column, role_grant::Column::Id).await?;
    let names = Names::load(db, &page.items).await?;
    Ok(page.map(|row| names.complete(row, today)))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: RoleGrantId, today: NaiveDate) -> Result<RoleGrant> {
    let row: RoleGrantRow = visible_to(actor)
        .filter(role_grant::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let names = Names::load(db, std::slice::from_ref(&row)).await?;
    Ok(names.complete(row, today))
}

/// [`GrantState::of`] as a condition.
fn is_in_state(state: GrantState, today: NaiveDate) -> Condition {
    let not_over = Condition::any()
        .add(role_grant::Column::EndsOn.is_null())
        .add(role_grant::Column::EndsOn.gte(today));
    match state {
        GrantState::Current => in_force(today),
        GrantState::Planned => Condition::all()
            .add(role_grant::Column::StartsOn.gt(today))
            .add(not_over),
        GrantState::Ended => Condition::all().add(role_grant::Column::EndsOn.lt(today)),
    }
}

/// The names beside the grants of a page.
struct Names {
    accounts: HashMap<AccountId, String>,
    units: HashMap<OrgUnitId, String>,
}

impl Names {
    async fn load(db: &impl ConnectionTrait, rows: &[RoleGrantRow]) -> Result<Self> {
        let accounts = rows.iter().flat_map(|row| [Some(row.account_id), row.granted_by]);
        Ok(Self {
            accounts: account_names(db, accounts.flatten()).await?,
            units: unit_names(db, rows.iter().filter_map(|row| row.unit_id)).await?,
        })
    }

    fn complete(&self, row: RoleGrantRow, today: NaiveDate) -> RoleGrant {
        RoleGrant {
            account_name: self.accounts.get(&row.account_id).cloned().unwrap_or_default(),
            unit_name: row.unit_id.and_then(|id| self.units.get(&id).cloned()),
            granted_by_name: row.granted_by.and_then(|id| self.accounts.get(&id).cloned()),
            state: GrantState::of(row.starts_on, row.ends_on, today),
            row,
        }
    }
}
