//! `ballot_tellers`: who keys in papers of a box (计票人).

use sea_orm::entity::prelude::*;

use super::ids::{BallotBoxId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_tellers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub box_id: BallotBoxId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
