//! Rules and writes of sessions.
//!
//! The audit row comes first in every transaction: its lock puts logins, password changes and revocations in a row.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
    sea_query::{Expr, SimpleExpr},
};
use serde_json::json;

use super::{
    dto::{Login, TokenSet},
    queries,
};
use crate::{
    auth::{Actor, in_force, token},
    clock::local_date,
    db::{self, audit},
    entities::{
        account::{self, AccountStatus},
        audit_event::AuditAction,
        ids::{AccountId, RefreshTokenId, SessionId},
        refresh_token,
        role_grant::{self, Role},
        session::{self, SessionEndReason},
    },
    error::{AuthFailure, Error, Result},
    state::State,
    vault::{self, Vault},
};

/// Life of a refresh token, and of a session that nobody uses.
pub const LIFETIME: TimeDelta = TimeDelta::days(7);
/// A used token is good for so long, so that a request sent twice over a bad line does not end the session.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Checks a password and opens a session.
pub async fn log_in(
    state: &State,
    login: Login,
    address: Option<IpAddr>,
    user_agent: Option<String>,
) -> Result<TokenSet> {
    state.throttle.address(address)?;
    state.throttle.user(&login.username)?;
    let account = account::Entity::find()
        .filter(account::Column::Username.eq(login.username.to_lowercase()))
        .one(&state.db)
        .await?;
    let hash = account
        .as_ref()
        .filter(|account| account.status == AccountStatus::Active)
        .and_then(|account| account.password_hash.clone());
    let fits = state.passwords.verify(login.password, hash.clone()).await?;
    let now = state.clock.now();
    let opened = db::write(&state.db, async |tx| {
        if let Some(account) = account.as_ref().filter(|_| fits) {
            return open(state, tx, account, user_agent.clone(), now).await;
        }
        let entry = audit::Entry {
            object_id: account.as_ref().map(|account| account.id.0),
            ..audit::Entry::new(None, AuditAction::LoginFailed)
        };
        audit::record(tx, &state.vault, now, entry).await?;
        Ok(None)
    })
    .await?;
    opened.ok_or(Error::Unauthenticated(AuthFailure::BadCredentials))
}

/// Opens a session; `None` when the password or the account changed since it was checked.
async fn open(
    state: &State,
    tx: &DatabaseTransaction,
    account: &account::Model,
    user_agent: Option<String>,
    now: DateTime<Utc>,
) -> Result<Option<TokenSet>> {
    let id = SessionId::new();
    let entry = audit::Entry {
        object_id: Some(id.0),
        ..audit::Entry::new(Some(account.id), AuditAction::LoginSucceeded)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    let unchanged = account::Entity::find_by_id(account.id)
        .filter(account::Column::PasswordHash.eq(account.password_hash.clone()))
        .filter(account::Column::Status.eq(AccountStatus::Active))
        .count(tx)
        .await?;
    if unchanged == 0 {
        return Ok(None);
    }
    session::Entity::insert(session::ActiveModel {
        id: Set(id),
        account_id: Set(account.id),
        user_agent: Set(user_agent),
        created_at: Set(now),
        last_used_at: Set(now),
        ended_at: Set(None),
        end_reason: Set(None),
        expires_at: Set(now + LIFETIME),
    })
    .exec_without_returning(tx)
    .await?;
    let (_, refresh_token) = new_refresh_token(tx, id, now).await?;
    tokens(state, tx, account, id, refresh_token, now).await.map(Some)
}

/// Exchanges a refresh token for new tokens. An old one used again ends the session: somebody has a copy.
pub async fn refresh(state: &State, refresh_token: &str) -> Result<TokenSet> {
    let now = state.clock.now();
    let renewed = db::write(&state.db, async |tx| renew(state, tx, refresh_token, now).await).await?;
    renewed.ok_or(Error::Unauthenticated(AuthFailure::SessionEnded))
}

async fn renew(state: &State, tx: &DatabaseTransaction, token: &str, now: DateTime<Utc>) -> Result<Option<TokenSet>> {
    let Some(token) = refresh_token::Entity::find()
        .filter(refresh_token::Column::Digest.eq(digest_of(token)))
        .filter(refresh_token::Column::ExpiresAt.gt(now))
        .one(tx)
        .await?
    else {
        return Ok(None);
    };
    let session = session::Entity::find_by_id(token.session_id)
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .one(tx)
        .await?;
    let Some(session) = session else { return Ok(None) };
    let account = account::Entity::find_by_id(session.account_id)
        .filter(account::Column::Status.eq(AccountStatus::Active))
        .one(tx)
        .await?;
    let Some(account) = account else { return Ok(None) };
    if token.used_at.is_some_and(|used_at| now - used_at > GRACE) {
        let caller = Some(account.id);
        end_one(tx, &state.vault, caller, session.id, SessionEndReason::TokenReuse, now).await?;
        return Ok(None);
    }
    let next = rotate(tx, &token, now).await?;
    tokens(state, tx, &account, session.id, next, now).await.map(Some)
}

/// Takes the token and gives its successor. Whoever takes it first also voids every other token of the session; a twin
/// that comes within the grace gets a successor of its own and voids nothing.
async fn rotate(tx: &DatabaseTransaction, token: &refresh_token::Model, now: DateTime<Utc>) -> Result<String> {
    let taken = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(now))
        .filter(refresh_token::Column::Id.eq(token.id))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    let of_session = refresh_token::Column::SessionId.eq(token.session_id);
    refresh_token::Entity::delete_many()
        .filter(of_session.clone())
        .filter(refresh_token::Column::ExpiresAt.lte(now))
        .exec(tx)
        .await?;
    let (next_id, next) = new_refresh_token(tx, token.session_id, now).await?;
    if taken.rows_affected == 1 {
        refresh_token::Entity::update_many()
            .col_expr(refresh_token::Column::UsedAt, Expr::value(now))
            .col_expr(refresh_token::Column::ReplacedBy, Expr::value(next_id))
            .filter(of_session)
            .filter(refresh_token::Column::ReplacedBy.is_null())
            .filter(refresh_token::Column::Id.ne(next_id))
            .exec(tx)
            .await?;
    }
    session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(now + LIFETIME))
        .filter(session::Column::Id.eq(token.session_id))
        .exec(tx)
        .await?;
    Ok(next)
}

/// A fresh refresh token of a session; the database keeps only its digest.
async fn new_refresh_token(
    tx: &impl ConnectionTrait,
    session_id: SessionId,
    now: DateTime<Utc>,
) -> Result<(RefreshTokenId, String)> {
    let token = BASE64_URL_SAFE_NO_PAD.encode(vault::random::<32>()?);
    let id = RefreshTokenId::new();
    refresh_token::Entity::insert(refresh_token::ActiveModel {
        id: Set(id),
        session_id: Set(session_id),
        digest: Set(digest_of(&token)),
        issued_at: Set(now),
        expires_at: Set(now + LIFETIME),
        used_at: Set(None),
        replaced_by: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok((id, token))
}

fn digest_of(token: &str) -> Vec<u8> {
    digest(&SHA256, token.as_bytes()).as_ref().to_vec()
}

async fn tokens(
    state: &State,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    session_id: SessionId,
    refresh_token: String,
    now: DateTime<Utc>,
) -> Result<TokenSet> {
    let roles: Vec<Role> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::Role)
        .distinct()
        .filter(role_grant::Column::AccountId.eq(account.id))
        .filter(in_force(local_date(now)))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(TokenSet {
        access_token: state.tokens.issue(account.id, session_id, roles, now)?,
        token_type: "Bearer",
        expires_in: token::LIFETIME.num_seconds(),
        refresh_token: Some(refresh_token),
        must_change_password: account.must_change_password,
    })
}

/// Ends one of the caller's own sessions.
pub async fn end(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: SessionId,
    reason: SessionEndReason,
    now: DateTime<Utc>,
) -> Result<()> {
    let open = queries::open_sessions(actor.account_id, now)
        .filter(session::Column::Id.eq(id))
        .count(tx)
        .await?;
    if open == 0 {
        return Err(Error::NotFound);
    }
    end_one(tx, vault, Some(actor.account_id), id, reason, now).await
}

async fn end_one(
    tx: &DatabaseTransaction,
    vault: &Vault,
    caller: Option<AccountId>,
    id: SessionId,
    reason: SessionEndReason,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: json!({ "reason": reason }),
        ..audit::Entry::new(caller, AuditAction::SessionEnded)
    };
    audit::record(tx, vault, now, entry).await?;
    close(tx, session::Column::Id.eq(id), reason, now).await
}

/// Ends every session of an account but `except`; the caller's audit row tells why.
pub async fn end_all(
    tx: &impl ConnectionTrait,
    account_id: AccountId,
    except: Option<SessionId>,
    reason: SessionEndReason,
    now: DateTime<Utc>,
) -> Result<()> {
    let which = session::Column::AccountId.eq(account_id);
    match except {
        Some(kept) => close(tx, which.and(session::Column::Id.ne(kept)), reason, now).await,
        None => close(tx, which, reason, now).await,
    }
}

async fn close(
    tx: &impl ConnectionTrait,
    which: SimpleExpr,
    reason: SessionEndReason,
    now: DateTime<Utc>,
) -> Result<()> {
    session::Entity::update_many()
        .set(session::ActiveModel {
            ended_at: Set(Some(now)),
            end_reason: Set(Some(reason)),
            ..Default::default()
        })
        .filter(which)
        .filter(session::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
