//! `ledger_callback_decisions`: dissatisfaction that waits for the office to say whether it is reasonable.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, CallbackId, LedgerEntryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_callback_decisions")]
pub struct Model {
    /// The call-back in which it was said.
    #[sea_orm(primary_key, auto_increment = false)]
    pub callback_id: CallbackId,
    pub entry_id: LedgerEntryId,
    pub asked_at: ChronoDateTimeUtc,
    pub reasonable: Option<bool>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub decided_by: Option<AccountId>,
    /// None while it waits.
    pub decided_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
