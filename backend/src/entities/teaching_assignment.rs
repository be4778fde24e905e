//! `teaching_assignments`: who teaches what in a class in a term (任课).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::ids::{ClassId, OrgUnitId, PersonId, TeachingAssignmentId, TermId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "teaching_assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TeachingAssignmentId,
    pub person_id: PersonId,
    pub class_id: ClassId,
    pub term_id: TermId,
    /// The unit of the class.
    pub unit_id: OrgUnitId,
    /// For example 语文.
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    pub weekly_lessons: i16,
    /// 班主任.
    pub homeroom: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
