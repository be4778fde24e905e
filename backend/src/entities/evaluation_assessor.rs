//! `evaluation_assessors`: who fills sheets in which organisational group of a round (考核人).

use sea_orm::entity::prelude::*;

use super::ids::{EvaluationRoundId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_assessors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: EvaluationRoundId,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub group_code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
