//! `classes`: classes (班级) of one school year.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{ClassId, OrgUnitId, SchoolYearId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "classes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClassId,
    pub unit_id: OrgUnitId,
    pub school_year_id: SchoolYearId,
    pub stage: Stage,
    /// 1 is the first grade of the stage.
    pub grade: i16,
    /// 1 is the first class of the grade.
    pub number: i16,
    /// For example 三年级2班.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// 班号 of the national pupil sheet.
    #[sea_orm(column_type = "Text", nullable)]
    pub external_code: Option<String>,
    /// Bigrams of the name, made by the application.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stage of schooling (学段).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 学前: kindergarten.
    Kindergarten,
    /// 小学: primary school.
    Primary,
    /// 初中: junior secondary school.
    Junior,
}
