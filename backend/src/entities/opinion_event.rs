//! `opinion_events`: the steps of an opinion item.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, OpinionItemId},
    opinion_item::OpinionState,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub opinion_id: OpinionItemId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub step: OpinionStep,
    pub to_state: OpinionState,
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

/// What was done with an opinion item (处置步骤).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OpinionStep {
    /// 登记: it was written down.
    Record,
    /// 修改: what was written down was changed.
    Edit,
    /// 回应: an answer was given.
    Reply,
    /// 办结: nothing more is to be done.
    Close,
    /// 重新处置: it came back.
    Reopen,
    /// 转民情台账: it became an entry of the ledger.
    Raise,
}
