//! `terms`: terms (学期).

use sea_orm::entity::prelude::*;

use super::{
    ids::{OrgUnitId, SchoolYearId, TermId},
    text_list::TextList,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TermId,
    pub school_year_id: SchoolYearId,
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub starts_on: ChronoDate,
    pub ends_on: ChronoDate,
    /// 教学月: months in which lessons are held, as `2026-09`.
    #[sea_orm(column_type = "JsonBinary")]
    pub teaching_months: TextList,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
