//! `publication_events`: the steps of a publication.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, PublicationId},
    publication::PublicationState,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub publication_id: PublicationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    pub step: PublicationStep,
    pub to_state: PublicationState,
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

/// What was done with a publication (公开步骤).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PublicationStep {
    /// 起草: it was written.
    Write,
    /// 修改: it was changed.
    Edit,
    /// 确认姓名: a name in it was confirmed as intended.
    Intend,
    /// 审核: somebody else has read it and agrees.
    Review,
    /// 退回: it goes back to its author.
    Return,
    /// 发布: everybody can read it.
    Publish,
    /// 撤回: nobody can read it any more.
    Withdraw,
}
