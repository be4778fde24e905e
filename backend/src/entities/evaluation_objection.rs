//! `evaluation_objections`: objections to results (复核申请).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, EvaluationObjectId, EvaluationObjectionId, EvaluationRoundId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_objections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationObjectionId,
    pub round_id: EvaluationRoundId,
    pub object_id: EvaluationObjectId,
    pub state: ObjectionState,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub filed_by: AccountId,
    /// What was found, and why.
    #[sea_orm(column_type = "Text", nullable)]
    pub decision: Option<String>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where an objection stands (复核状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectionState {
    /// 待复核: it waits for a decision.
    Filed,
    /// 予以更正: the result was corrected.
    Upheld,
    /// 维持原结果: the result stands.
    Rejected,
    /// 已撤回: whoever filed it took it back.
    Withdrawn,
}
