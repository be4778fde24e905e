//! `ballot_tokens`: tokens that were used up; nobody knows whose they were. Emptied on sealing.

use sea_orm::entity::prelude::*;

use super::ids::BallotBoxId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub box_id: BallotBoxId,
    /// A keyed digest of token and receipt: the same phone sending again gets the same answer.
    pub proof: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
