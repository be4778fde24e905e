//! `webhook_secrets`: what deliveries are signed with; two at once while one takes over from the other.

use sea_orm::entity::prelude::*;

use super::ids::{WebhookEndpointId, WebhookSecretId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_secrets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookSecretId,
    pub endpoint_id: WebhookEndpointId,
    /// Encrypted: signing needs the secret itself, so a digest would not do.
    pub secret_sealed: Vec<u8>,
    pub created_at: ChronoDateTimeUtc,
    /// Until when it still signs; none for the present one.
    pub expires_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
