//! `org_units`: the tree of units (单位).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::OrgUnitId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "org_units")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrgUnitId,
    /// The unit above; none for the root.
    pub parent_id: Option<OrgUnitId>,
    pub kind: OrgUnitKind,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub short_name: String,
    /// Stands in front of ledger numbers.
    #[sea_orm(column_type = "Text", unique)]
    pub code: String,
    /// 学校标识码: ten digits, never a key.
    #[sea_orm(column_type = "Text", nullable)]
    pub school_code: Option<String>,
    /// Order among the units of the same parent.
    pub position: i32,
    /// Only departments have one.
    pub function: Option<DepartmentFunction>,
    /// The last day of the unit.
    pub closed_on: Option<ChronoDate>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a unit is (单位类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrgUnitKind {
    /// 教育局: an education bureau.
    Bureau,
    /// 中心小学: the central school of a township.
    CentralSchool,
    /// 完小: a village school.
    VillageSchool,
    /// 幼儿园: a kindergarten.
    Kindergarten,
    /// 科室: a department of a central school.
    Department,
}

/// What a department is competent for (科室职能).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DepartmentFunction {
    /// 总务: logistics, buildings, the canteen.
    GeneralAffairs,
    /// 教科室: teaching and research.
    TeachingResearch,
    /// 少先队: the Young Pioneers.
    YoungPioneers,
    /// 财务: finance.
    Finance,
    /// 办公室: the office.
    Office,
    /// 其他: anything else.
    Other,
}
