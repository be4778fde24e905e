//! `students`: pupils (学生).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{ClassId, HouseholdId, OrgUnitId, StudentId},
    person::Sex,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "students")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StudentId,
    pub unit_id: OrgUnitId,
    pub household_id: HouseholdId,
    /// The class of the current enrolment.
    pub class_id: Option<ClassId>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Bigrams of the name, made by the application.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    pub sex: Sex,
    pub birth_date: Option<ChronoDate>,
    /// GB/T 3304, two digits.
    #[sea_orm(column_type = "Text", nullable)]
    pub ethnic_group: Option<String>,
    /// 学籍号, encrypted: a G-number holds the resident id.
    pub pupil_number_sealed: Option<Vec<u8>>,
    /// Keyed digest, to find a pupil by number.
    #[sea_orm(unique)]
    pub pupil_number_digest: Option<Vec<u8>>,
    /// 寄宿. Restricted.
    pub boarding: Option<bool>,
    /// 留守儿童. Restricted.
    pub left_behind: Option<bool>,
    /// 孤儿. Restricted.
    pub orphan: Option<bool>,
    /// 困难资助. Restricted.
    pub hardship: Option<bool>,
    pub status: StudentStatus,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a pupil is at the school (学籍状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StudentStatus {
    /// 在读: at the school.
    Enrolled,
    /// 离校: gone to another school or away.
    Left,
    /// 毕业: graduated.
    Graduated,
}
