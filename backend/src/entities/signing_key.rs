//! `signing_keys`: keys that sign access tokens (签名密钥).

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub kid: String,
    pub public_key: Vec<u8>,
    /// Encrypted with the key of the installation.
    pub sealed_private_key: Vec<u8>,
    pub created_at: ChronoDateTimeUtc,
    /// Since then it only verifies.
    pub retired_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
