//! `org_unit_closure`: every ancestor of every unit, itself included (depth 0).

use sea_orm::entity::prelude::*;

use super::ids::OrgUnitId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "org_unit_closure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor_id: OrgUnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub descendant_id: OrgUnitId,
    pub depth: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
