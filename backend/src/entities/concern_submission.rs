//! `concern_submissions`: which entry a sending of the public form became, so that sending it again makes no second one.

use sea_orm::entity::prelude::*;

use super::ids::LedgerEntryId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "concern_submissions")]
pub struct Model {
    /// Keyed digest of the key that the phone made up.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_digest: Vec<u8>,
    pub entry_id: LedgerEntryId,
    /// Keyed digest of what was sent.
    pub fingerprint: Vec<u8>,
    pub at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
