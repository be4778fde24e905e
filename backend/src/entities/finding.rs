//! `findings`: gaps and what is done about them (问题整改).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, FindingId, InspectionId, OrgUnitId, PersonId},
    study_item::StudyTheme,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "findings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingId,
    pub unit_id: OrgUnitId,
    pub source: FindingSource,
    pub theme: Option<StudyTheme>,
    pub found_on: ChronoDate,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    /// Whom it concerns.
    pub person_id: Option<PersonId>,
    /// Who puts it right.
    pub owner_id: PersonId,
    #[sea_orm(column_type = "Text", nullable)]
    pub measure: Option<String>,
    pub due_on: ChronoDate,
    pub state: FindingState,
    /// What came of it.
    #[sea_orm(column_type = "Text", nullable)]
    pub result: Option<String>,
    pub reopenings: i32,
    pub recorded_by: AccountId,
    /// The inspection that found it.
    pub inspection_id: Option<InspectionId>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a finding comes from (问题来源).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingSource {
    /// 学习查摆: reflecting on a study theme.
    StudyTheme,
    /// 自查: looking at one's own work.
    SelfCheck,
    /// 督查: an inspection.
    Inspection,
}

/// Where a finding stands (整改状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingState {
    /// 待整改: nobody has begun.
    Open,
    /// 整改中: being put right.
    InProgress,
    /// 待验收: the owner says it is done.
    Done,
    /// 已销号: somebody else has looked and agrees.
    Verified,
}
