//! Rules and writes of passwords. Hashing is done before the transaction: it takes long on purpose.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::dto::{PasswordChange, SetUp, Setup};
use crate::{
    auth::{Actor, password},
    db::{self, audit},
    entities::{
        account::{self, AccountStatus},
        audit_event::AuditAction,
        ids::{AccountId, SessionId},
        session::SessionEndReason,
    },
    error::{Error, Result},
    features::{
        accounts::{service, setup_link},
        sessions,
    },
    language::text,
    state::State,
};

/// Changes the caller's password; all other sessions end.
pub async fn change(state: &State, actor: &Actor, change: PasswordChange) -> Result<()> {
    let account = account::Entity::find_by_id(actor.account_id)
        .one(&state.db)
        .await?
        .ok_or(Error::NotFound)?;
    state.throttle.user(&account.username)?;
    if change.new_password == change.current_password {
        let detail = text(
            "新密码须与现在的不同",
            "the new password must differ from the present one",
        );
        return Err(Error::invalid("new_password", "unchanged", detail));
    }
    password::check_rules("new_password", &change.new_password, &account.username)?;
    let old = account.password_hash;
    if !state.passwords.verify(change.current_password, old.clone()).await? {
        return Err(wrong_password());
    }
    let hash = state.passwords.hash(change.new_password).await?;
    let now = state.clock.now();
    db::write(&state.db, async |tx| {
        record(state, tx, actor.account_id, AuditAction::PasswordChanged, now).await?;
        let unchanged = account::Entity::find_by_id(actor.account_id)
            .filter(account::Column::PasswordHash.eq(old))
            .count(tx)
            .await?;
        if unchanged == 0 {
            return Err(wrong_password());
        }
        set(tx, actor.account_id, hash, Some(actor.session_id), now).await
    })
    .await
}

fn wrong_password() -> Error {
    let detail = text("现在的密码不正确", "this is not the present password");
    Error::invalid("current_password", "wrong_password", detail)
}

/// Sets the first password with a one-time link.
pub async fn set_up(state: &State, setup: Setup, address: Option<IpAddr>) -> Result<SetUp> {
    state.throttle.address(address)?;
    let now = state.clock.now();
    let link = setup_link::find(&state.db, &setup.code, now).await?;
    let account = account::Entity::find_by_id(link.account_id)
        .filter(account::Column::Status.eq(AccountStatus::Active))
        .one(&state.db)
        .await?
        .ok_or_else(setup_link::gone)?;
    password::check_rules("new_password", &setup.new_password, &account.username)?;
    let hash = state.passwords.hash(setup.new_password).await?;
    db::write(&state.db, async |tx| {
        record(state, tx, account.id, AuditAction::PasswordSetUp, now).await?;
        setup_link::consume(tx, link.id, now).await?;
        set(tx, account.id, hash, None, now).await
    })
    .await?;
    Ok(SetUp {
        username: account.username,
    })
}

async fn record(
    state: &State,
    tx: &DatabaseTransaction,
    id: AccountId,
    action: AuditAction,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        ..audit::Entry::new(Some(id), action)
    };
    audit::record(tx, &state.vault, now, entry).await
}

/// Writes the hash; every other session and every open link ends.
async fn set(
    tx: &DatabaseTransaction,
    id: AccountId,
    hash: String,
    own: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = account::ActiveModel {
        password_hash: Set(Some(hash)),
        password_changed_at: Set(Some(now)),
        must_change_password: Set(false),
        ..Default::default()
    };
    service::write(tx, id, row, now).await?;
    setup_link::void(tx, id, now).await?;
    sessions::end_all(tx, id, own, SessionEndReason::PasswordChange, now).await
}
