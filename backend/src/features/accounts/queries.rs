//! Reading accounts; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, LikeExpr, SimpleExpr},
};

use super::{
    dto::{Account, AccountFilter, AccountRole, AccountRow, AccountSort},
    names::unit_names,
    technical,
};
use crate::{
    auth::{Actor, Permission, in_force, scope},
    entities::{
        account,
        ids::{AccountId, OrgUnitId, PersonId},
        person, role_grant, session,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The accounts the caller may see: those of people.
pub fn visible_to(actor: &Actor) -> Select<account::Entity> {
    account::Entity::find()
        .filter(scope::accounts::system_wide(actor, Permission::AccountsRead))
        .filter(account::Column::Id.ne(account::SUBMITTER))
        .filter(account::Column::Id.not_in_subquery(technical::of_systems()))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<AccountFilter>,
    today: NaiveDate,
) -> Result<Paged<Account>> {
    let AccountFilter {
        status,
        role,
        unit_id,
        q,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(status) = status {
        select = select.filter(account::Column::Status.eq(status));
    }
    if role.is_some() || unit_id.is_some() {
        let mut grants = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::AccountId)
            .filter(in_force(today));
        if let Some(roles) = role {
            grants = grants.filter(role_grant::Column::Role.is_in(roles.0));
        }
        if let Some(unit_id) = unit_id {
            grants = grants.filter(role_grant::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
        }
        select = select.filter(account::Column::Id.in_subquery(grants.into_query()));
    }
    if let Some(q) = q {
        let q = q.0.to_lowercase();
        select = select.filter(contains(account::Column::Username, &q).or(contains(account::Column::DisplayName, &q)));
    }
    let column = |sort| match sort {
        AccountSort::Username => account::Column::Username,
        AccountSort::CreatedAt => account::Column::CreatedAt,
    };
    let page: Paged<AccountRow> = query.page.fetch(db, select, column, account::Column::Id).await?;
    let mut belongings = Belongings::load(db, &page.items, today).await?;
    Ok(page.map(|row| belongings.complete(row)))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: AccountId, today: NaiveDate) -> Result<Account> {
    let row: AccountRow = visible_to(actor)
        .filter(account::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let mut belongings = Belongings::load(db, std::slice::from_ref(&row), today).await?;
    Ok(belongings.complete(row))
}

fn contains(column: account::Column, lower_case: &str) -> SimpleExpr {
    let escaped = lower_case.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Expr::expr(sea_orm::sea_query::Func::lower(Expr::col((account::Entity, column))))
        .like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// What is shown beside the accounts of a page.
struct Belongings {
    people: HashMap<PersonId, (String, OrgUnitId)>,
    roles: HashMap<AccountId, Vec<role_grant::Model>>,
    units: HashMap<OrgUnitId, String>,
    logins: HashMap<AccountId, DateTime<Utc>>,
}

impl Belongings {
    async fn load(db: &impl ConnectionTrait, rows: &[AccountRow], today: NaiveDate) -> Result<Self> {
        let ids = rows.iter().map(|row| row.id);
        let people: Vec<(PersonId, String, OrgUnitId)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Name, person::Column::UnitId])
            .filter(person::Column::Id.is_in(rows.iter().filter_map(|row| row.person_id)))
            .into_tuple()
            .all(db)
            .await?;
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.is_in(ids.clone()))
            .filter(in_force(today))
            .order_by_asc(role_grant::Column::StartsOn)
            .order_by_asc(role_grant::Column::Id)
            .all(db)
            .await?;
        let logins: Vec<(AccountId, DateTime<Utc>)> = session::Entity::find()
            .select_only()
            .column(session::Column::AccountId)
            .column_as(session::Column::CreatedAt.max(), "last")
            .filter(session::Column::AccountId.is_in(ids))
            .group_by(session::Column::AccountId)
            .into_tuple()
            .all(db)
            .await?;
        let unit_ids = people.iter().map(|(_, _, unit)| *unit);
        let units = unit_names(db, unit_ids.chain(grants.iter().filter_map(|grant| grant.unit_id))).await?;
        let mut roles: HashMap<AccountId, Vec<role_grant::Model>> = HashMap::new();
        for grant in grants {
            roles.entry(grant.account_id).or_default().push(grant);
        }
        Ok(Self {
            people: people
                .into_iter()
                .map(|(id, name, unit_id)| (id, (name, unit_id)))
                .collect(),
            roles,
            units,
            logins: logins.into_iter().collect(),
        })
    }

    fn complete(&mut self, row: AccountRow) -> Account {
        let person = row.person_id.and_then(|id| self.people.remove(&id));
        let roles = self.roles.remove(&row.id).unwrap_or_default();
        Account {
            person_unit_name: person.as_ref().and_then(|(_, unit)| self.units.get(unit).cloned()),
            person_name: person.map(|(name, _)| name),
            roles: roles
                .into_iter()
                .map(|grant| AccountRole {
                    id: grant.id,
                    role: grant.role,
                    unit_id: grant.unit_id,
                    unit_name: grant.unit_id.and_then(|unit| self.units.get(&unit).cloned()),
                    ends_on: grant.ends_on,
                })
                .collect(),
            last_login_at: self.logins.remove(&row.id),
            row,
        }
    }
}
