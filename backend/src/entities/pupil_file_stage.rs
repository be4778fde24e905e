//! `pupil_file_stages`: the stages of a pupil's support (帮扶阶段).

use sea_orm::entity::prelude::*;

use super::{
    ids::{PupilFileId, PupilFileStageId},
    pupil_file::SupportResult,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pupil_file_stages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PupilFileStageId,
    pub pupil_file_id: PupilFileId,
    /// 阶段目标.
    #[sea_orm(column_type = "Text")]
    pub goal: String,
    /// 帮扶措施.
    #[sea_orm(column_type = "Text")]
    pub measures: String,
    pub starts_on: ChronoDate,
    pub ends_on: Option<ChronoDate>,
    /// None until it was reviewed.
    pub result: Option<SupportResult>,
    /// 阶段小结.
    #[sea_orm(column_type = "Text", nullable)]
    pub review: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
