//! `ballot_remarks`: what voters wrote, apart from their ballots.

use sea_orm::entity::prelude::*;

use super::ids::{BallotBoxId, EvaluationObjectId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_remarks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Random.
    pub id: Uuid,
    pub box_id: BallotBoxId,
    pub object_id: Option<EvaluationObjectId>,
    #[sea_orm(column_type = "Text")]
    pub content: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
