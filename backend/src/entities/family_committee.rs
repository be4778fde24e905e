//! `family_committees`: the family committee (家长委员会) of a school, for a term of office.

use sea_orm::entity::prelude::*;

use super::ids::{FamilyCommitteeId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "family_committees")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FamilyCommitteeId,
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub starts_on: ChronoDate,
    pub ends_on: Option<ChronoDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub remark: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
