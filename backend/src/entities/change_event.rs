//! `change_events`: the change log (变更): what integrations read in order.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::OrgUnitId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_events")]
pub struct Model {
    /// In the order of writing, which need not be that of commit.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The table of the row, as `ledger_entries`.
    #[sea_orm(column_type = "Text")]
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub operation: ChangeOperation,
    pub unit_id: Option<OrgUnitId>,
    pub at: ChronoDateTimeUtc,
    /// Its place in the order of commit; none until it was seen to have committed.
    #[sea_orm(unique)]
    pub position: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What happened to a row (变更类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeOperation {
    /// 新增: the row is new.
    Created,
    /// 修改: the row has changed.
    Updated,
    /// 删除: the row is gone, or out of use for good.
    Deleted,
}
