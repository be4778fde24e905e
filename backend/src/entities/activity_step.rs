//! `activity_steps`: what was done with a record, by whom and when.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, ActivityId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub activity_id: ActivityId,
    /// 1 is the first step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub step: ActivityStepKind,
    pub made_by: AccountId,
    pub made_at: ChronoDateTimeUtc,
    /// Why it was returned, made void or amended.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was done with a record (办理步骤).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActivityStepKind {
    /// 提交: it was handed in.
    Submitted,
    /// 退回: it was sent back, with a reason.
    Returned,
    /// 确认: it was confirmed.
    Confirmed,
    /// 作废: it was made void, with a reason.
    Void,
    /// 跟进完成: what was agreed was done.
    FollowedUp,
    /// 补正: it was amended, with a reason.
    Amended,
}
