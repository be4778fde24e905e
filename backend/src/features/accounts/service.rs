//! Rules and writes of accounts.
//!
//! The audit row comes first in every transaction: its lock puts changes of accounts and roles in a row, so that two
//! administrators cannot disable each other at once.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{Account, AccountPatch, AccountWithLink, NewAccount, SetupLink},
    grants, queries, setup_link,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::audit,
    entities::{
        account::{self, AccountStatus},
        audit_event::AuditAction,
        ids::{AccountId, PersonId},
        person,
        session::SessionEndReason,
    },
    error::{Error, Result},
    features::sessions,
    http::{IfMatch, patch},
    language::text,
    state::State,
};

/// Makes an account without a password and a one-time link to set it.
pub async fn create(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<AccountWithLink> {
    let id = AccountId::new();
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: json!({ "roles": new.roles.iter().map(|role| role.role).collect::<Vec<_>>() }),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::AccountCreated)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    check_username_is_free(tx, &new.username).await?;
    if let Some(person_id) = new.person_id {
        check_person(tx, person_id, None).await?;
    }
    for (index, role) in new.roles.iter().enumerate() {
        grants::check_unit(tx, &format!("roles/{index}/unit_id"), role).await?;
    }
    insert(tx, blank(id, new.username, new.display_name, new.person_id, now)).await?;
    let granted_by = Some(actor.account_id);
    grants::insert(tx, id, &new.roles, granted_by, now).await?;
    let link = setup_link::issue(tx, id, &state.config.public_url, now).await?;
    Ok(AccountWithLink {
        account: queries::find(tx, actor, id, local_date(now)).await?,
        link,
    })
}

/// An account that nobody can log in with yet.
pub fn blank(
    id: AccountId,
    username: String,
    display_name: String,
    person_id: Option<PersonId>,
    now: DateTime<Utc>,
) -> account::Model {
    account::Model {
        id,
        username,
        display_name,
        person_id,
        password_hash: None,
        must_change_password: false,
        status: AccountStatus::Active,
        password_changed_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub async fn insert(tx: &impl ConnectionTrait, account: account::Model) -> Result<()> {
    account::Entity::insert(account.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Changes an account; disabling it ends its sessions at once.
pub async fn update(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: AccountId,
    expected: IfMatch,
    edit: AccountPatch,
    now: DateTime<Utc>,
) -> Result<Account> {
    let action = match edit.status {
        None => AuditAction::AccountUpdated,
        Some(AccountStatus::Active) => AuditAction::AccountEnabled,
        Some(AccountStatus::Disabled) => AuditAction::AccountDisabled,
    };
    let entry = audit::Entry {
        object_id: Some(id.0),
        ..audit::Entry::new(Some(actor.account_id), action)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    let today = local_date(now);
    let account = queries::find(tx, actor, id, today).await?;
    patch::check_version(expected, account.row.version, &account, &edit)?;
    let mut row = <account::ActiveModel as Default>::default();
    if let Some(display_name) = edit.display_name {
        row.display_name = Set(display_name);
    }
    if let Some(person_id) = edit.person_id {
        if let Some(person_id) = person_id {
            check_person(tx, person_id, Some(id)).await?;
        }
        row.person_id = Set(person_id);
    }
    if let Some(status) = edit.status {
        row.status = Set(status);
    }
    write(tx, id, row, now).await?;
    if edit.status == Some(AccountStatus::Disabled) {
        sessions::end_all(tx, id, None, SessionEndReason::AccountDisabled, now).await?;
        setup_link::void(tx, id, now).await?;
        grants::check_an_administrator_remains(tx, today).await?;
    }
    queries::find(tx, actor, id, today).await
}

/// Takes the password away, ends all sessions and makes a new one-time link.
pub async fn reset(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: AccountId,
    now: DateTime<Utc>,
) -> Result<SetupLink> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::SetupLinkIssued)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    let account = queries::find(tx, actor, id, local_date(now)).await?;
    if account.row.status == AccountStatus::Disabled {
        return Err(Error::Conflict {
            code: "account_disabled",
            detail: text("账号已停用，请先启用。", "The account is disabled; enable it first."),
        });
    }
    let row = account::ActiveModel {
        password_hash: Set(None),
        password_changed_at: Set(None),
        must_change_password: Set(false),
        ..Default::default()
    };
    write(tx, id, row, now).await?;
    sessions::end_all(tx, id, None, SessionEndReason::Revoked, now).await?;
    setup_link::issue(tx, id, &state.config.public_url, now).await
}

/// Writes the set columns of an account and its next version.
pub async fn write(
    tx: &impl ConnectionTrait,
    id: AccountId,
    row: account::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    account::Entity::update_many()
        .set(account::ActiveModel {
            updated_at: Set(now),
            ..row
        })
        .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
        .filter(account::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn check_username_is_free(tx: &impl ConnectionTrait, username: &str) -> Result<()> {
    let taken = account::Entity::find()
        .filter(account::Column::Username.eq(username))
        .count(tx)
        .await?;
    if taken == 0 {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "username_taken",
        detail: text(
            format!("用户名“{username}”已被使用。"),
            format!("The user name \"{username}\" is taken."),
        ),
    })
}

/// The person must exist and have no account but this one.
async fn check_person(tx: &impl ConnectionTrait, person_id: PersonId, own: Option<AccountId>) -> Result<()> {
    let known = person::Entity::find_by_id(person_id).count(tx).await?;
    if known == 0 {
        return Err(Error::unknown_reference("person_id"));
    }
    let holder = account::Entity::find()
        .filter(account::Column::PersonId.eq(person_id))
        .one(tx)
        .await?;
    match holder {
        Some(holder) if Some(holder.id) != own => Err(Error::Conflict {
            code: "person_has_account",
            detail: text(
                format!("此人已有账号“{}”。", holder.username),
                format!("This person has the account \"{}\".", holder.username),
            ),
        }),
        _ => Ok(()),
    }
}
