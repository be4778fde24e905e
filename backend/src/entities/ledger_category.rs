//! `ledger_categories`: categories of concerns (类别) and their time limits.

use sea_orm::entity::prelude::*;

use super::{
    ids::{LedgerCategoryId, OrgUnitId},
    ledger_entry::Urgency,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_categories")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerCategoryId,
    /// None for those that ship with the product.
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// What an entry of this category starts with.
    pub urgency: Urgency,
    pub sort_order: i32,
    /// 签收: working days.
    pub sign_days: i16,
    /// 退回: working days.
    pub return_days: i16,
    /// 一般: days.
    pub normal_days: i16,
    /// 复杂: days.
    pub complex_days: i16,
    /// No new entries.
    pub retired: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
