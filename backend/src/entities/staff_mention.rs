//! `staff_mentions`: staff that a concern from outside names in words (反映涉及的人). Until the office has linked the
//! persons, the entry is seen by the office and the bureau alone.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, LedgerEntryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_mentions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: LedgerEntryId,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub at: ChronoDateTimeUtc,
    /// When the office said who is meant, or that nobody of the staff is.
    pub settled_at: Option<ChronoDateTimeUtc>,
    pub settled_by: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
