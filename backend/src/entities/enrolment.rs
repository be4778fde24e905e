//! `enrolments`: a pupil's time in a class (在读).

use sea_orm::entity::prelude::*;

use super::ids::{ClassId, EnrolmentId, StudentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnrolmentId,
    pub student_id: StudentId,
    pub class_id: ClassId,
    pub starts_on: ChronoDate,
    /// The last day; none while it lasts.
    pub ends_on: Option<ChronoDate>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
