//! `ledger_followers`: who follows an entry (关注).

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, LedgerEntryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_followers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: LedgerEntryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub since: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
