//! `opinion_items`: what is said of a school in public, and how it answered (舆情).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, LedgerEntryId, OpinionItemId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OpinionItemId,
    pub unit_id: OrgUnitId,
    /// Where it was said.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub link: Option<String>,
    pub seen_at: ChronoDateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    pub level: OpinionLevel,
    /// Until when it must be answered.
    pub due_at: ChronoDateTimeUtc,
    /// Who answers.
    pub responder_id: Option<PersonId>,
    pub state: OpinionState,
    #[sea_orm(column_type = "Text", nullable)]
    pub reply: Option<String>,
    pub replied_at: Option<ChronoDateTimeUtc>,
    pub closed_at: Option<ChronoDateTimeUtc>,
    /// The entry that was made of it.
    pub ledger_entry_id: Option<LedgerEntryId>,
    pub recorded_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How grave an opinion item is (舆情等级).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OpinionLevel {
    /// 一般: ordinary.
    General,
    /// 较大: many people talk about it.
    Major,
    /// 重大: safety, or the school as a whole is at stake.
    Serious,
}

/// Where an opinion item stands (处置状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OpinionState {
    /// 待回应: nobody has answered.
    Open,
    /// 已回应: an answer was given.
    Replied,
    /// 已办结: nothing more is to be done.
    Closed,
}
