//! `ledger_alarms`: when the product looks at an open entry next, to remind whom it must.

use sea_orm::entity::prelude::*;

use super::ids::LedgerEntryId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_alarms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: LedgerEntryId,
    pub at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
