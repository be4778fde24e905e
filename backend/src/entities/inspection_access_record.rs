//! `inspection_access_records`: the records that were chosen for an inspector.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::InspectionAccessId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_access_records")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub access_id: InspectionAccessId,
    /// From 1, in the order in which they are shown.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub kind: InspectedKind,
    pub record_id: Uuid,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What kind of record an inspector reads (阅览类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InspectedKind {
    /// 联系记录: an activity.
    Activity,
    /// 民情台账: a ledger entry.
    LedgerEntry,
    /// 报告: a frozen report.
    Report,
    /// 问题整改: a finding.
    Finding,
    /// 实施方案: a plan.
    Plan,
}
