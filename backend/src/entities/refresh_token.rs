//! `refresh_tokens`: refresh tokens (刷新令牌), by digest only.

use sea_orm::entity::prelude::*;

use super::ids::{RefreshTokenId, SessionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RefreshTokenId,
    pub session_id: SessionId,
    /// SHA-256 of the token.
    #[sea_orm(unique)]
    pub digest: Vec<u8>,
    pub issued_at: ChronoDateTimeUtc,
    pub expires_at: ChronoDateTimeUtc,
    pub used_at: Option<ChronoDateTimeUtc>,
    pub replaced_by: Option<RefreshTokenId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
