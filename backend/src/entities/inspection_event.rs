//! `inspection_events`: the steps of an inspection.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, InspectionId},
    inspection::InspectionState,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub inspection_id: InspectionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub step: InspectionStep,
    pub to_state: InspectionState,
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

/// What was done with an inspection (督查步骤).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InspectionStep {
    /// 登记: it was written down.
    Record,
    /// 修改: what was written down was changed.
    Edit,
    /// 通知: the unit was told.
    Announce,
    /// 开始: the inspectors came.
    Start,
    /// 结束: it is over.
    Finish,
    /// 取消: it does not take place.
    Cancel,
}
