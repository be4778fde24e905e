//! `personnel`: staff (教职工).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "personnel")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    /// The home unit.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Bigrams of the name, made by the application.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    /// 教职工号.
    #[sea_orm(column_type = "Text", nullable, unique)]
    pub staff_number: Option<String>,
    pub sex: Sex,
    /// GB/T 3304, two digits (01 汉 … 07 彝 …).
    #[sea_orm(column_type = "Text", nullable)]
    pub ethnic_group: Option<String>,
    /// GB/T 4762, two digits (01 中共党员 … 13 群众).
    #[sea_orm(column_type = "Text", nullable)]
    pub political_affiliation: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub phone: Option<String>,
    pub employment_status: EmploymentStatus,
    /// Keyed digest of the resident id; the number itself is not kept.
    #[sea_orm(unique)]
    pub id_number_digest: Option<Vec<u8>>,
    pub left_on: Option<ChronoDate>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Sex after GB/T 2261.1 (性别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// 未知的性别 (0).
    Unknown,
    /// 男 (1).
    Male,
    /// 女 (2).
    Female,
    /// 未说明的性别 (9).
    Unspecified,
}

/// Whether a person works here (人员状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EmploymentStatus {
    /// 在职: at work, also when on leave.
    Active,
    /// 离职: gone.
    Left,
    /// 退休: retired.
    Retired,
}
