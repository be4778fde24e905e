//! `ledger_categories`: categories of concerns (类别).

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
    /// No new entries.
    pub retired: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
