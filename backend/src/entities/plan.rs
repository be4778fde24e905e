//! `plans`: plans (实施方案).

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, OrgUnitId, PlanId},
    text_list::TextList,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    /// The issuing unit.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// 文号.
    #[sea_orm(column_type = "Text", nullable)]
    pub document_number: Option<String>,
    pub issued_on: Option<ChronoDate>,
    pub effective_from: ChronoDate,
    /// The last day; none while it lasts.
    pub effective_to: Option<ChronoDate>,
    /// 依据: titles of the documents it rests on.
    #[sea_orm(column_type = "JsonBinary")]
    pub basis: TextList,
    pub state: PlanState,
    /// The template it was adopted from.
    #[sea_orm(column_type = "Text", nullable)]
    pub template_code: Option<String>,
    pub template_version: Option<i32>,
    pub adopted_at: Option<ChronoDateTimeUtc>,
    pub adopted_by: Option<AccountId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub ledger_policy: LedgerPolicy,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a plan stands (方案状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlanState {
    /// 草稿: being written.
    Draft,
    /// 施行: in force.
    Adopted,
    /// 废止: replaced.
    Superseded,
}

/// Time limits of ledger entries (台账时限) where a category says nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerPolicy {
    /// 签收: working days to sign for a routed entry.
    pub sign_days: i16,
    /// 退回: working days in which it may be returned.
    pub return_days: i16,
    /// 一般: days to settle an ordinary entry.
    pub normal_days: i16,
    /// 复杂: days to settle a complex entry.
    pub complex_days: i16,
    /// 延期: days of the one extension, at most.
    pub extension_days: i16,
    /// 退回次数: returns after which the office rules finally.
    pub max_returns: i16,
    /// 法定期限: outer legal limit in days.
    pub legal_days: i16,
    /// 法定延期: extension of the legal limit in days.
    pub legal_extension_days: i16,
    /// 基本满意计入满意率: whether "basically satisfied" counts as satisfied.
    pub basically_satisfied_counts: bool,
}

impl Default for LedgerPolicy {
    fn default() -> Self {
        Self {
            sign_days: 2,
            return_days: 2,
            normal_days: 15,
            complex_days: 30,
            extension_days: 15,
            max_returns: 2,
            legal_days: 60,
            legal_extension_days: 30,
            basically_satisfied_counts: true,
        }
    }
}
