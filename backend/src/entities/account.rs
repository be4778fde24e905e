//! `accounts`: accounts (账号). An account may lack a person and a person an account.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, PersonId};

/// The account that stands where a column must name one and a member of the public did it himself (反映人). It ships
/// with the product; nobody can log in with it and no list shows it.
pub const SUBMITTER: AccountId = AccountId(Uuid::from_u128(0x019a_ae00_0000_7000_8000_0000_0000_1000));

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// Lower case.
    #[sea_orm(column_type = "Text", unique)]
    pub username: String,
    #[sea_orm(column_type = "Text")]
    pub display_name: String,
    #[sea_orm(unique)]
    pub person_id: Option<PersonId>,
    /// Argon2id in PHC form; none until the account is set up by its one-time link.
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    pub status: AccountStatus,
    pub password_changed_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether an account may log in (账号状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountStatus {
    /// 启用: may log in.
    Active,
    /// 停用: may not.
    Disabled,
}
