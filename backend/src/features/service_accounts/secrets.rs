//! Secrets of service accounts (密钥): issued, known again by their digest, rotated with an overlap, revoked.

use std::collections::HashMap;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::dto::{FreshSecret, ServiceSecret, ServiceSecretState};
use crate::{
    entities::{
        ids::{AccountId, ServiceAccountId, ServiceSecretId},
        service_secret,
    },
    error::Result,
    vault,
};

/// So that people and scanners of source code see what it is.
const PREFIX: &str = "lxs_";
const HINT_SIGNS: usize = 8;
/// Secrets that ended are shown for so long.
const REMEMBERED: TimeDelta = TimeDelta::days(90);

/// Issues a secret that is good for so many days.
pub async fn issue(
    tx: &impl ConnectionTrait,
    account: ServiceAccountId,
    client_id: String,
    days: i64,
    issued_by: AccountId,
    now: DateTime<Utc>,
) -> Result<(ServiceSecretId, FreshSecret)> {
    let secret = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(vault::random::<32>()?));
    let id = ServiceSecretId::new();
    let expires_at = now + TimeDelta::days(days);
    service_secret::Entity::insert(service_secret::ActiveModel {
        id: Set(id),
        service_account_id: Set(account),
        digest: Set(digest_of(&secret)),
        hint: Set(secret.chars().take(HINT_SIGNS).collect()),
        issued_by: Set(Some(issued_by)),
        created_at: Set(now),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
        last_used_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    let fresh = FreshSecret {
        client_id,
        client_secret: secret,
        secret_expires_at: expires_at,
    };
    Ok((id, fresh))
}

/// Ends the secrets that are good after so many days at the latest.
pub async fn end_after(
    tx: &impl ConnectionTrait,
    account: ServiceAccountId,
    days: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let end = now + TimeDelta::days(days);
    service_secret::Entity::update_many()
        .set(service_secret::ActiveModel {
            expires_at: Set(end),
            ..Default::default()
        })
        .filter(service_secret::Column::ServiceAccountId.eq(account))
        .filter(service_secret::Column::RevokedAt.is_null())
        .filter(service_secret::Column::ExpiresAt.gt(end))
        .exec(tx)
        .await?;
    Ok(())
}

/// Revokes a secret at once; `false` when there is no such secret that is good.
pub async fn revoke(
    tx: &impl ConnectionTrait,
    account: ServiceAccountId,
    id: ServiceSecretId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let revoked = service_secret::Entity::update_many()
        .set(service_secret::ActiveModel {
            revoked_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(service_secret::Column::Id.eq(id))
        .filter(service_secret::Column::ServiceAccountId.eq(account))
        .filter(good(now))
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected > 0)
}

/// The secret of an account, when it is good; its use is noted.
pub async fn present(
    tx: &impl ConnectionTrait,
    account: ServiceAccountId,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let used = service_secret::Entity::update_many()
        .set(service_secret::ActiveModel {
            last_used_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(service_secret::Column::ServiceAccountId.eq(account))
        .filter(service_secret::Column::Digest.eq(digest_of(secret)))
        .filter(good(now))
        .exec(tx)
        .await?;
    Ok(used.rows_affected > 0)
}

fn good(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(service_secret::Column::RevokedAt.is_null())
        .add(service_secret::Column::ExpiresAt.gt(now))
}

/// The secrets of these accounts that are good or ended not long ago, the newest first.
pub async fn of(
    db: &impl ConnectionTrait,
    accounts: impl IntoIterator<Item = ServiceAccountId>,
    now: DateTime<Utc>,
) -> Result<HashMap<ServiceAccountId, Vec<ServiceSecret>>> {
    let rows = service_secret::Entity::find()
        .filter(service_secret::Column::ServiceAccountId.is_in(accounts))
        .filter(service_secret::Column::ExpiresAt.gt(now - REMEMBERED))
        .order_by_desc(service_secret::Column::CreatedAt)
        .order_by_desc(service_secret::Column::Id)
        .all(db)
        .await?;
    let mut secrets: HashMap<ServiceAccountId, Vec<ServiceSecret>> = HashMap::new();
    for row in rows {
        secrets.entry(row.service_account_id).or_default().push(show(row, now));
    }
    Ok(secrets)
}

fn show(row: service_secret::Model, now: DateTime<Utc>) -> ServiceSecret {
    ServiceSecret {
        state: match row.revoked_at {
            Some(_) => ServiceSecretState::Revoked,
            None if row.expires_at <= now => ServiceSecretState::Expired,
            None => ServiceSecretState::Valid,
        },
        id: row.id,
        hint: row.hint,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
        last_used_at: row.last_used_at,
    }
}

/// Plain SHA-256: a secret is 256 random bits, which nobody can try out, so that nothing slower is needed.
fn digest_of(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}
