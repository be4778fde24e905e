//! `ledger_hearings`: what somebody whom an entry concerns was asked, and what he said (听取本人意见).

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, HearingId, LedgerEntryId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_hearings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HearingId,
    pub entry_id: LedgerEntryId,
    /// Who was heard: one whom the entry concerns.
    pub person_id: PersonId,
    pub heard_on: ChronoDate,
    /// What was put to him; never who raised it.
    #[sea_orm(column_type = "Text")]
    pub put_to_person: String,
    /// What he said to it.
    #[sea_orm(column_type = "Text")]
    pub statement: String,
    pub kept_by: AccountId,
    /// Since when he himself can read it; None until the office discloses it.
    pub disclosed_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
