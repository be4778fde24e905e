//! The secrets with which deliveries are signed: 32 random bytes, sealed, shown once.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    entities::{
        ids::{WebhookEndpointId, WebhookSecretId},
        webhook_secret::{self, Column},
    },
    error::Result,
    vault::{self, Vault},
};

pub const CONTEXT: &str = "webhook_secrets.secret";
/// What the libraries of Standard Webhooks expect in front.
const PREFIX: &str = "whsec_";

/// Makes a secret for an endpoint; the text is what the receiver gets.
pub async fn make(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    endpoint_id: WebhookEndpointId,
    now: DateTime<Utc>,
) -> Result<String> {
    let secret: [u8; 32] = vault::random()?;
    webhook_secret::Entity::insert(webhook_secret::ActiveModel {
        id: Set(WebhookSecretId::new()),
        endpoint_id: Set(endpoint_id),
        secret_sealed: Set(vault.seal(CONTEXT, &secret)?),
        created_at: Set(now),
        expires_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(format!("{PREFIX}{}", BASE64_STANDARD.encode(secret)))
}

/// Lets the present secret sign for a while longer, and those before it no more.
pub async fn retire(
    tx: &impl ConnectionTrait,
    endpoint_id: WebhookEndpointId,
    overlap: TimeDelta,
    now: DateTime<Utc>,
) -> Result<()> {
    let of_endpoint = || Condition::all().add(Column::EndpointId.eq(endpoint_id));
    webhook_secret::Entity::delete_many()
        .filter(of_endpoint())
        .filter(Column::ExpiresAt.is_not_null())
        .exec(tx)
        .await?;
    webhook_secret::Entity::update_many()
        .set(webhook_secret::ActiveModel {
            expires_at: Set(Some(now + overlap)),
            ..Default::default()
        })
        .filter(of_endpoint())
        .exec(tx)
        .await?;
    Ok(())
}

/// The keys that sign now, the newest first.
pub async fn signing(
    db: &impl ConnectionTrait,
    vault: &Vault,
    endpoint_id: WebhookEndpointId,
    now: DateTime<Utc>,
) -> Result<Vec<Vec<u8>>> {
    let in_force = Condition::any()
        .add(Column::ExpiresAt.is_null())
        .add(Column::ExpiresAt.gt(now));
    let rows = webhook_secret::Entity::find()
        .filter(Column::EndpointId.eq(endpoint_id))
        .filter(in_force)
        .order_by_desc(Column::CreatedAt)
        .all(db)
        .await?;
    let open = rows.iter().map(|row| vault.open(CONTEXT, &row.secret_sealed));
    Ok(open.collect::<Result<_, _>>()?)
}
