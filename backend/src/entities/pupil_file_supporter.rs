//! `pupil_file_supporters`: who supports the pupil of a file (帮扶人).

use sea_orm::entity::prelude::*;

use super::ids::{PersonId, PupilFileId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pupil_file_supporters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub pupil_file_id: PupilFileId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
