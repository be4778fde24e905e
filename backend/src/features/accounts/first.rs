//! The first administrator: made by a verb or invited at first start. There is no default password.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use validator::ValidateLength;

use super::{
    dto::{NewRole, SetupLink, is_username},
    grants, service, setup_link,
};
use crate::{
    db::{self, audit},
    entities::{
        account,
        audit_event::AuditAction,
        ids::AccountId,
        role_grant::{self, Role},
    },
    error::{Error, Result},
    language::text,
    state::State,
    vault::Vault,
};

/// Makes an administrator, with a password or with a one-time link to set it. One who has never set a password gets
/// a new link.
pub async fn create_administrator(
    tx: &DatabaseTransaction,
    vault: &Vault,
    public_url: &str,
    username: &str,
    display_name: &str,
    password_hash: Option<String>,
    now: DateTime<Utc>,
) -> Result<Option<SetupLink>> {
    if is_username(username).is_err() || !username.validate_length(Some(2), Some(32), None) {
        return Err(Error::invalid(
            "username",
            "username",
            text(
                "2 至 32 个小写字母、数字或 . - _",
                "2 to 32 lower-case letters, digits or . - _",
            ),
        ));
    }
    let waiting = account::Entity::find()
        .filter(account::Column::Username.eq(username))
        .filter(account::Column::PasswordHash.is_null())
        .one(tx)
        .await?;
    if let Some(account) = waiting.filter(|_| password_hash.is_none())
        && is_administrator(tx, account.id).await?
    {
        return setup_link::issue(tx, account.id, public_url, now).await.map(Some);
    }
    let id = AccountId::new();
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: json!({ "roles": [Role::Admin] }),
        ..audit::Entry::new(None, AuditAction::AccountCreated)
    };
    audit::record(tx, vault, now, entry).await?;
    service::check_username_is_free(tx, username).await?;
    let account = service::blank(id, username.to_owned(), display_name.to_owned(), None, now);
    let has_password = password_hash.is_some();
    let account = account::Model {
        password_changed_at: has_password.then_some(now),
        password_hash,
        ..account
    };
    service::insert(tx, account).await?;
    let administrator = NewRole {
        role: Role::Admin,
        unit_id: None,
    };
    grants::insert(tx, id, &[administrator], None, now).await?;
    if has_password {
        return Ok(None);
    }
    setup_link::issue(tx, id, public_url, now).await.map(Some)
}

async fn is_administrator(tx: &DatabaseTransaction, account_id: AccountId) -> Result<bool> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AccountId.eq(account_id))
        .filter(role_grant::Column::Role.eq(Role::Admin))
        .count(tx)
        .await?;
    Ok(grants > 0)
}

/// How a server stands that starts.
#[derive(Debug)]
pub enum FirstAdministrator {
    /// Somebody has a password.
    Known,
    /// Nobody has one yet, but a link that was printed before is still good.
    Invited { until: DateTime<Utc> },
    /// Nobody has one: this link is for the account `admin`.
    Fresh(SetupLink),
}

/// While nobody has ever set a password: a link for the account `admin`, which is made if need be. A link that is
/// still good stays good.
pub async fn invite_first_administrator(state: &State) -> Result<FirstAdministrator> {
    let now = state.clock.now();
    db::write(&state.db, async |tx| {
        let set_up = account::Entity::find()
            .filter(account::Column::PasswordHash.is_not_null())
            .count(tx)
            .await?;
        if set_up > 0 {
            return Ok(FirstAdministrator::Known);
        }
        if let Some(link) = setup_link::latest_open(tx, now).await? {
            return Ok(FirstAdministrator::Invited { until: link.expires_at });
        }
        let public_url = &state.config.public_url;
        let link = create_administrator(tx, &state.vault, public_url, "admin", "系统管理员", None, now).await?;
        Ok(link.map_or(FirstAdministrator::Known, FirstAdministrator::Fresh))
    })
    .await
}
