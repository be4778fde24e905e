//! `ballot_receipts`: the receipts of all ballots that were in a box (回执), without their choices.

use sea_orm::entity::prelude::*;

use super::ids::BallotBoxId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_receipts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub box_id: BallotBoxId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub receipt: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
