//! `plan_ignored_changes`: which changes of a template's newer version a school has looked at and left aside.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, PlanId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_ignored_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: PlanId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_version: i32,
    /// The part of the plan, such as `duty`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub part: String,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub code: String,
    pub decided_by: AccountId,
    pub decided_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
