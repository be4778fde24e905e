//! `ledger_callback_samples`: the entries of a draw, and what the call brought.

use sea_orm::entity::prelude::*;

use super::ids::{CallbackDrawId, CallbackId, LedgerEntryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_callback_samples")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub draw_id: CallbackDrawId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: LedgerEntryId,
    /// The last call; None until somebody called.
    pub callback_id: Option<CallbackId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
