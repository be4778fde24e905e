//! `evaluation_round_events`: the steps of a round of evaluation.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    evaluation_round::RoundState,
    ids::{AccountId, EvaluationRoundId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_round_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: EvaluationRoundId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub step: RoundStep,
    pub to_state: RoundState,
    pub account_id: AccountId,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// What an edit changed: `{"before": {…}, "after": {…}}`.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub changes: Option<Json>,
    pub at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was done with a round (考评步骤).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoundStep {
    /// 建立: it was written down.
    Record,
    /// 修改: its title, days, objects, assessors or boxes were changed.
    Edit,
    /// 启动: sheets and ballots are taken.
    Open,
    /// 延期: it closes later.
    Extend,
    /// 封箱: nothing is taken any more.
    Seal,
    /// 计分: the results were computed.
    Score,
    /// 公布: everybody was told his own.
    Publish,
    /// 更正: results were computed anew after an objection.
    Correct,
    /// 归档: it is over.
    Archive,
}
