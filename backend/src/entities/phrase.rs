//! `phrases`: what is often written in a record or with a move (常用语), of one account or of a unit and all below it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    activity::ActivityKind,
    ids::{AccountId, OrgUnitId, PhraseId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phrases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhraseId,
    /// Whose own it is; none for those of a unit.
    pub account_id: Option<AccountId>,
    /// The unit that shares it; none for somebody's own.
    pub unit_id: Option<OrgUnitId>,
    /// Where it is offered.
    pub purpose: PhrasePurpose,
    /// The kind of record it is offered for; none: every kind.
    pub kind: Option<ActivityKind>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a phrase is offered (用途).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhrasePurpose {
    /// 联系记录: in records of work.
    Record,
    /// 答复: when an entry is answered or settled.
    Reply,
    /// 退回: when an entry is returned.
    Return,
    /// 不予受理: when an entry is declined.
    Decline,
    /// 转办: when an entry is routed, ruled or escalated.
    Route,
    /// 回访: what to say and ask when calling back.
    CallBack,
}
