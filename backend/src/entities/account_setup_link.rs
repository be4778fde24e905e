//! `account_setup_links`: one-time links for the first password (一次性设置链接), by digest only.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, AccountSetupLinkId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_setup_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountSetupLinkId,
    pub account_id: AccountId,
    /// SHA-256 of the code.
    #[sea_orm(unique)]
    pub digest: Vec<u8>,
    pub created_at: ChronoDateTimeUtc,
    pub expires_at: ChronoDateTimeUtc,
    pub used_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
