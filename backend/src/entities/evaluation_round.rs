//! `evaluation_rounds`: rounds of evaluation (考评).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    evaluation_rules::SchemeRules,
    ids::{AccountId, EvaluationRoundId, EvaluationSchemeId, OrgUnitId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_rounds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationRoundId,
    /// The school, or the bureau, that evaluates.
    pub unit_id: OrgUnitId,
    pub scheme_id: EvaluationSchemeId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// The first day of what is evaluated.
    pub period_from: ChronoDate,
    /// The last day of what is evaluated.
    pub period_to: ChronoDate,
    pub state: RoundState,
    /// What voters and assessors are told.
    #[sea_orm(column_type = "Text", nullable)]
    pub notes: Option<String>,
    /// The scheme as it was when the round was opened: what comes later changes nothing here.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub rules: Option<SchemeRules>,
    /// When ballots and sheets stop being taken, at the latest.
    pub closes_at: Option<ChronoDateTimeUtc>,
    /// The last day of objections, set when the results are published.
    pub objections_until: Option<ChronoDate>,
    pub recorded_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a round stands (考评状态, `domain.md` 2.7).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoundState {
    /// 筹备: objects, assessors and boxes are being chosen.
    Draft,
    /// 进行中: sheets and ballots are taken.
    Open,
    /// 已封箱: nothing is taken any more; the boxes were shuffled.
    Sealed,
    /// 已计分: results are computed and not told yet.
    Scored,
    /// 已公布: everybody knows his own; objections are taken.
    Published,
    /// 已归档: over, and read for a reason only.
    Archived,
}
