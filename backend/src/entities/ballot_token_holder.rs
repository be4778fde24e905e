//! `ballot_token_holders`: who got a blindly signed token of a box. Emptied on sealing.

use sea_orm::entity::prelude::*;

use super::ids::{BallotBoxId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_token_holders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub box_id: BallotBoxId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Of what was signed: the same again gets the same signature, another gets none.
    pub blinded_digest: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
