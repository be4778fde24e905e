//! `cast_ballots`: ballots in a box that is not sealed yet, locked and all of one length. Emptied on sealing.

use sea_orm::entity::prelude::*;

use super::ids::BallotBoxId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cast_ballots")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Random: a `UUIDv7` would tell the time.
    pub id: Uuid,
    pub box_id: BallotBoxId,
    pub content: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
