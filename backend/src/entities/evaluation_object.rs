//! `evaluation_objects`: who or what a round evaluates (考评对象), as it was called then.

use sea_orm::entity::prelude::*;

use super::{
    evaluation_rules::ObjectKind,
    ids::{EvaluationObjectId, EvaluationRoundId, OrgUnitId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_objects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationObjectId,
    pub round_id: EvaluationRoundId,
    pub kind: ObjectKind,
    /// The cadre; none for a leadership team.
    pub person_id: Option<PersonId>,
    pub unit_id: OrgUnitId,
    /// The name, as it was when the round was opened.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The post (职务), as it was when the round was opened.
    #[sea_orm(column_type = "Text")]
    pub post: String,
    /// The place on forms and ballots, from 1; it says nothing of the result.
    pub position: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
