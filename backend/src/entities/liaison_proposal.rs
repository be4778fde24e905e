//! `liaison_proposals`: proposals of links (分配建议): made, looked at, edited, then applied or discarded.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, JobId, LiaisonProposalId, OrgUnitId},
    liaison_proposal_row::ProposalCause,
    liaison_scheme::LiaisonTargetKind,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_proposals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LiaisonProposalId,
    /// Targets of this unit and those below it.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub scheme_code: String,
    /// As it was called on that day.
    #[sea_orm(column_type = "Text")]
    pub scheme_name: String,
    pub target_kind: LiaisonTargetKind,
    /// The first day of the new links.
    pub starts_on: ChronoDate,
    #[sea_orm(column_type = "JsonBinary")]
    pub options: ProposalOptions,
    pub state: ProposalState,
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: ProposalCounts,
    /// The job that makes or applies it, when it is large.
    pub job_id: Option<JobId>,
    pub created_by: AccountId,
    pub applied_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a proposal stands (建议状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProposalState {
    /// 生成中: being worked out.
    Making,
    /// 待审: to be looked at; nothing is linked yet.
    Ready,
    /// 写入中: its links are being made.
    Applying,
    /// 已采用: its links were made.
    Applied,
    /// 已放弃: thrown away.
    Discarded,
    /// 未完成: could not be worked out.
    Failed,
}

/// What a proposal is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProposalOptions {
    /// Which targets are given somebody: without anybody (gap), whose person has left or is on leave, or the surplus of people over the limit.
    pub causes: Vec<ProposalCause>,
    /// 班主任优先: homeroom teachers come before subject teachers, as far as the limit allows; otherwise both share evenly.
    pub homeroom_first: bool,
    /// Links one person may hold, for this proposal; null for the scheme's own limit.
    #[schema(nullable, example = 15)]
    pub max_load: Option<i32>,
}

impl Default for ProposalOptions {
    fn default() -> Self {
        Self {
            causes: vec![ProposalCause::Gap, ProposalCause::Left],
            homeroom_first: false,
            max_load: None,
        }
    }
}

/// Rows of a proposal, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProposalCounts {
    /// All rows.
    pub rows: i32,
    /// Rows for which nobody was found.
    pub without_person: i32,
    /// Rows that are left out.
    pub left_out: i32,
    /// Links that were made.
    pub made: i32,
    /// Rows that somebody else had settled before the proposal was applied.
    pub stale: i32,
}
