//! `ballot_codes`: one-time codes to vote (测评码): keyed digests only. Emptied on sealing.

use sea_orm::entity::prelude::*;

use super::ids::BallotBoxId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub box_id: BallotBoxId,
    pub is_spent: bool,
    /// A keyed digest of code and receipt: the same phone sending again gets the same answer.
    pub proof: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
