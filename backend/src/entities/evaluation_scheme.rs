//! `evaluation_schemes`: schemes of evaluation (考评方案), dated and versioned: a scheme in force never changes, another takes its place.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    evaluation_rules::SchemeRules,
    ids::{AccountId, EvaluationSchemeId, OrgUnitId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_schemes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationSchemeId,
    /// The school, or the bureau, that set it.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub state: SchemeState,
    pub effective_from: ChronoDate,
    pub effective_to: Option<ChronoDate>,
    /// 示例: shipped to show how one is made; its numbers come from nowhere.
    pub is_example: bool,
    /// The version before this one.
    pub supersedes_id: Option<EvaluationSchemeId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub rules: SchemeRules,
    pub recorded_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a scheme stands (方案状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchemeState {
    /// 草案: still being written.
    Draft,
    /// 施行: rounds can be held by it; it does not change any more.
    InForce,
    /// 停用: another took its place.
    Retired,
}
