//! `pupil_files`: files of pupils with potential (潜能生档案). Restricted: see `auth::scope::pupil_files`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, OrgUnitId, PersonId, PupilFileId, StudentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pupil_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PupilFileId,
    pub student_id: StudentId,
    /// The pupil's school when the file was opened.
    pub unit_id: OrgUnitId,
    /// The assigned leader (分管领导).
    pub leader_id: Option<PersonId>,
    pub opened_on: ChronoDate,
    /// 建档原因.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// 基本情况: where things stood.
    #[sea_orm(column_type = "Text")]
    pub situation: String,
    pub closed_on: Option<ChronoDate>,
    /// How it ended.
    pub result: Option<SupportResult>,
    /// 结档小结.
    #[sea_orm(column_type = "Text", nullable)]
    pub conclusion: Option<String>,
    pub opened_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How the support of a pupil goes (帮扶成效).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SupportResult {
    /// 帮扶中: going on.
    Supporting,
    /// 有进步: improving.
    Improving,
    /// 已转化: transformed.
    Transformed,
    /// 已停止: stopped.
    Stopped,
}
