//! Reading the caller's own account and sessions.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::dto::{Me, MyAccount, MyPerson, MyRole, Session, SessionList, SessionRow};
use crate::{
    auth::{Actor, Permission},
    entities::{
        account,
        ids::{AccountId, OrgUnitId},
        org_unit, person, session,
    },
    error::{Error, Result},
};

pub async fn me(db: &impl ConnectionTrait, actor: &Actor) -> Result<Me> {
    let username: String = account::Entity::find_by_id(actor.account_id)
        .select_only()
        .column(account::Column::Username)
        .into_tuple()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let person = match actor.person_id {
        None => None,
        Some(id) => person::Entity::find_by_id(id).one(db).await?,
    };
    let unit_ids = actor
        .grants
        .iter()
        .filter_map(|grant| grant.unit_id)
        .chain(person.as_ref().map(|person| person.unit_id));
    let units: Vec<(OrgUnitId, String)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(unit_ids))
        .into_tuple()
        .all(db)
        .await?;
    let name_of = |id: OrgUnitId| units.iter().find(|(unit, _)| *unit == id).map(|(_, name)| name.clone());
    Ok(Me {
        account: MyAccount {
            id: actor.account_id,
            username,
            display_name: actor.display_name.clone(),
        },
        person: person.map(|person| MyPerson {
            id: person.id,
            name: person.name,
            unit_id: person.unit_id,
            unit_name: name_of(person.unit_id).unwrap_or_default(),
        }),
        roles: actor
            .grants
            .iter()
            .map(|grant| MyRole {
                role: grant.role,
                unit_id: grant.unit_id,
                unit_name: grant.unit_id.and_then(name_of),
            })
            .collect(),
        abilities: Permission::ALL
            .iter()
            .copied()
            .filter(|permission| actor.can(*permission))
            .collect(),
        must_change_password: actor.must_change_password,
    })
}

/// The open sessions of an account.
pub fn open_sessions(account_id: AccountId, now: DateTime<Utc>) -> Select<session::Entity> {
    session::Entity::find()
        .filter(session::Column::AccountId.eq(account_id))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
}

pub async fn sessions(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<SessionList> {
    let rows: Vec<SessionRow> = open_sessions(actor.account_id, now)
        .order_by_desc(session::Column::LastUsedAt)
        .limit(200)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(SessionList {
        items: rows
            .into_iter()
            .map(|row| Session {
                current: row.id == actor.session_id,
                row,
            })
            .collect(),
    })
}
