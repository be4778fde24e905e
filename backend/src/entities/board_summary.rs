//! `board_summaries`: what the office tells the public of single entries (公开栏摘要).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, BoardSummaryId, LedgerEntryId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_summaries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BoardSummaryId,
    #[sea_orm(unique)]
    pub entry_id: LedgerEntryId,
    /// The managing unit of the entry.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub result: String,
    pub state: BoardSummaryState,
    pub published_at: ChronoDateTimeUtc,
    pub published_by: AccountId,
    pub withdrawn_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether the public sees a summary (公开状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardSummaryState {
    /// 已公开: everybody sees it.
    Published,
    /// 已撤下: nobody sees it any more.
    Withdrawn,
}
