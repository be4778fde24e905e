//! `inspections`: inspections of a unit (督查).

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ids::{AccountId, InspectionId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InspectionId,
    /// The unit that is inspected.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// 督查事项清单号.
    #[sea_orm(column_type = "Text", nullable)]
    pub list_number: Option<String>,
    pub level: InspectionLevel,
    pub kind: InspectionKind,
    /// Who inspects.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When the unit was told.
    pub notice_on: Option<ChronoDate>,
    pub begins_on: ChronoDate,
    pub ends_on: ChronoDate,
    #[sea_orm(column_type = "JsonBinary")]
    pub items: InspectionItems,
    pub state: InspectionState,
    /// What came of it.
    #[sea_orm(column_type = "Text", nullable)]
    pub conclusion: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub cancel_reason: Option<String>,
    pub recorded_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who orders an inspection (督查层级).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InspectionLevel {
    /// 校级: the school itself.
    School,
    /// 县级: the county or the county-level city.
    County,
    /// 州市级: the prefecture.
    City,
    /// 省级: the province.
    Province,
    /// 国家级: the state.
    National,
}

/// How wide an inspection is (督查类型).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InspectionKind {
    /// 综合督查: all of the work.
    Comprehensive,
    /// 专项督查: one matter.
    Special,
}

/// Where an inspection stands (督查状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InspectionState {
    /// 已计划: the unit was not told yet.
    Planned,
    /// 已通知: the unit was told.
    Announced,
    /// 进行中: the inspectors are there.
    Running,
    /// 已结束: it is over.
    Finished,
    /// 已取消: it does not take place.
    Cancelled,
}

/// What is looked at, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct InspectionItems(pub Vec<InspectionItem>);

/// An item of an inspection (督查事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionItem {
    /// What is inspected.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "食堂留样与台账")]
    pub item: String,
    /// What was looked at, and what was seen (查看情况).
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, example = "查看留样柜和近一个月的留样记录，记录完整")]
    pub looked_at: String,
}
