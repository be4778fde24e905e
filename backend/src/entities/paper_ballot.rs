//! `paper_ballots`: papers as two tellers key them in (纸质票录入), locked until the box is sealed. Emptied on sealing.

use sea_orm::entity::prelude::*;

use super::ids::{BallotBoxId, PaperBallotId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_ballots")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaperBallotId,
    pub box_id: BallotBoxId,
    /// The place in the shuffled pile, from 1.
    pub number: i32,
    pub teller_id: PersonId,
    pub content: Vec<u8>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
