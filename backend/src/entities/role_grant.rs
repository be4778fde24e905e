//! `role_grants`: dated roles of an account (授权).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, OrgUnitId, RoleGrantId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleGrantId,
    pub account_id: AccountId,
    pub role: Role,
    /// The root of the subtree the role holds for; none for the whole system.
    pub unit_id: Option<OrgUnitId>,
    pub starts_on: ChronoDate,
    /// The last day; none while it lasts.
    pub ends_on: Option<ChronoDate>,
    /// None for the first administrator.
    pub granted_by: Option<AccountId>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What an account may do (角色).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 系统管理员: accounts, settings, imports, backup, audit; no business content.
    Admin,
    /// 审计员: reads the audit log and nothing else.
    Auditor,
    /// 教育局: reads aggregates and the records of its subtree without identities.
    Bureau,
    /// 校长: everything of the school except identities and entries about himself.
    Principal,
    /// 领导小组办公室: registers, routes, calls back and closes.
    Office,
    /// 中层以上: own liaison targets and own department.
    Leader,
    /// 完小校长、园长: own unit.
    BranchPrincipal,
    /// 教师: own classes and households.
    Teacher,
}
