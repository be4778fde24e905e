//! `ledger_serials`: the last serial given out per unit and year: numbers have no gaps.

use sea_orm::entity::prelude::*;

use super::ids::OrgUnitId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_serials")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: OrgUnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    pub last: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
