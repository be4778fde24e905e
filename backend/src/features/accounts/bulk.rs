//! Accounts for many people at once.

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::{
    dto::{AccountWithLink, NewAccount, NewAccounts, NewRole},
    service,
};
use crate::{
    auth::Actor,
    entities::{ids::PersonId, person, role_grant::Role},
    error::{Error, Result},
    http::Bulk,
    state::State,
};

/// One account for each person, with the role for the home unit.
pub async fn create(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewAccounts,
    now: DateTime<Utc>,
) -> Result<Bulk<AccountWithLink>> {
    let role = new.role;
    Bulk::run(tx, new.person_ids, StatusCode::CREATED, async |tx, person_id| {
        create_for(state, tx, actor, person_id, role, now).await
    })
    .await
}

async fn create_for(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    person_id: PersonId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<AccountWithLink> {
    let person = person::Entity::find_by_id(person_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let unit_id = match role {
        Role::Admin | Role::Auditor => None,
        _ => Some(person.unit_id),
    };
    let new = NewAccount {
        username: username_of(&person),
        display_name: person.name,
        person_id: Some(person_id),
        roles: vec![NewRole { role, unit_id }],
    };
    service::create(state, tx, actor, new, now).await
}

/// `t` and the staff number; without one, `t` and the last eight digits of the id, which are random.
fn username_of(person: &person::Model) -> String {
    let number: String = person
        .staff_number
        .iter()
        .flat_map(|number| number.chars())
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .take(31)
        .collect();
    if number.is_empty() {
        let id = person.id.0.simple().to_string();
        return format!("t{}", &id[id.len() - 8..]);
    }
    format!("t{number}")
}
