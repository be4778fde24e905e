//! `ledger_co_handlers`: who helps to handle an entry (协办).

use sea_orm::entity::prelude::*;

use super::ids::{CoHandlerId, LedgerEntryId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_co_handlers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CoHandlerId,
    pub entry_id: LedgerEntryId,
    pub unit_id: OrgUnitId,
    /// None where the unit helps; whoever leads it answers for its part.
    pub person_id: Option<PersonId>,
    /// What he is asked to do.
    #[sea_orm(column_type = "Text", nullable)]
    pub task: Option<String>,
    pub added_at: ChronoDateTimeUtc,
    /// Set once his part is done.
    pub done_at: Option<ChronoDateTimeUtc>,
    /// What he did.
    #[sea_orm(column_type = "Text", nullable)]
    pub result: Option<String>,
    /// Set once he was let go.
    pub removed_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
