//! `jobs`: long work (任务).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, JobId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    pub done: i32,
    /// None while unknown.
    pub total: Option<i32>,
    pub owner: AccountId,
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub params: Json,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub result: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub error: Option<Json>,
    pub started_at: Option<ChronoDateTimeUtc>,
    pub finished_at: Option<ChronoDateTimeUtc>,
    pub cancel_requested: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a job does (任务类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobKind {
    /// 导入预览: reads a workbook and compares.
    ImportPreview,
    /// 导入: writes what the preview showed.
    ImportCommit,
    /// 撤销导入: takes back what an import wrote.
    ImportUndo,
    /// 导出: makes a workbook.
    Export,
    /// 重算: counts the duties anew.
    CountersRebuild,
    /// 分配建议: works a proposal out.
    LiaisonProposal,
    /// 采用建议: makes the links of a proposal.
    LiaisonProposalApply,
}

/// Where a job stands (任务状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobState {
    /// 排队: waiting.
    Queued,
    /// 运行: at work.
    Running,
    /// 完成: finished.
    Done,
    /// 失败: ended by an error.
    Failed,
    /// 取消: ended by request.
    Cancelled,
}
