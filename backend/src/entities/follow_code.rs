//! `follow_codes`: the code with which whoever raised a concern follows it (查询码): only its keyed digest is kept.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, LedgerEntryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_codes")]
pub struct Model {
    /// One code at a time: a new one takes the place of the old.
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: LedgerEntryId,
    #[sea_orm(unique)]
    pub digest: Vec<u8>,
    pub issued_at: ChronoDateTimeUtc,
    /// None where the form on the web gave it out.
    pub issued_by: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
