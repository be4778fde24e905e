//! `opinion_limits`: how soon a school answers opinion items, where it differs from the default (回应时限).

use sea_orm::entity::prelude::*;

use super::ids::OrgUnitId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion_limits")]
pub struct Model {
    /// The central school.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: OrgUnitId,
    pub general_hours: i32,
    pub major_hours: i32,
    pub serious_hours: i32,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
