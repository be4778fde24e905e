//! `finding_events`: the steps of a finding.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    finding::FindingState,
    ids::{AccountId, FindingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub finding_id: FindingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub r#move: FindingStep,
    pub to_state: FindingState,
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

/// What was done with a finding (整改步骤).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingStep {
    /// 登记: it was written down.
    Record,
    /// 修改: owner, measure or date were changed.
    Edit,
    /// 开始整改: the owner has begun.
    Start,
    /// 整改完成: the owner says it is done.
    Finish,
    /// 验收: somebody else has looked and agrees.
    Verify,
    /// 重新整改: it was not done, or came back.
    Reopen,
}
