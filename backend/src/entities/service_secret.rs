//! `service_secrets`: the secrets of service accounts (密钥); only their digests are kept.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, ServiceAccountId, ServiceSecretId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_secrets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceSecretId,
    pub service_account_id: ServiceAccountId,
    /// SHA-256. A secret is 256 random bits: nobody can try them all, so that nothing slower is needed.
    #[sea_orm(unique)]
    pub digest: Vec<u8>,
    /// The first signs, to tell one from another.
    #[sea_orm(column_type = "Text")]
    pub hint: String,
    pub issued_by: Option<AccountId>,
    pub created_at: ChronoDateTimeUtc,
    pub expires_at: ChronoDateTimeUtc,
    /// Taken back before its time.
    pub revoked_at: Option<ChronoDateTimeUtc>,
    pub last_used_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
