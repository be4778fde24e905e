//! `school_years`: school years (学年) of a unit and all below it.

use sea_orm::entity::prelude::*;

use super::ids::{OrgUnitId, SchoolYearId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school_years")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SchoolYearId,
    pub unit_id: OrgUnitId,
    /// For example 2026–2027学年.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub starts_on: ChronoDate,
    pub ends_on: ChronoDate,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
