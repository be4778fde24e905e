//! `activities`: records of what was done (联系记录).

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    activity_details::ActivityDetails,
    ids::{AccountId, ActivityId, ClassId, HouseholdId, OrgUnitId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "activities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActivityId,
    pub unit_id: OrgUnitId,
    pub kind: ActivityKind,
    pub status: ActivityStatus,
    pub happened_on: ChronoDate,
    pub started_at: Option<ChronoTime>,
    pub ended_at: Option<ChronoTime>,
    /// The main actor.
    pub person_id: PersonId,
    pub class_id: Option<ClassId>,
    /// The teacher observed.
    pub observed_person_id: Option<PersonId>,
    /// The main subject where there is one.
    pub household_id: Option<HouseholdId>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// What was agreed.
    #[sea_orm(column_type = "Text", nullable)]
    pub follow_up: Option<String>,
    pub follow_up_on: Option<ChronoDate>,
    /// When what was agreed was done.
    pub followed_up_at: Option<ChronoDateTimeUtc>,
    /// Shape by kind.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: ActivityDetails,
    #[sea_orm(column_type = "JsonBinary")]
    pub tags: Tags,
    /// Who must confirm it; none where nobody must.
    pub confirmer_person_id: Option<PersonId>,
    pub confirmed_at: Option<ChronoDateTimeUtc>,
    /// Why it was returned or made void.
    #[sea_orm(column_type = "Text", nullable)]
    pub status_reason: Option<String>,
    /// Another than the actor's: 代填.
    pub recorded_by: AccountId,
    pub recorded_at: ChronoDateTimeUtc,
    /// Bigrams of the text, made by the application.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was done (联系记录类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActivityKind {
    /// 深入完小: a leader visits a village school.
    BranchVisit,
    /// 观课议课: a lesson is observed and discussed.
    LessonObservation,
    /// 家访: a household is visited.
    HomeVisit,
    /// 家长会: a meeting of parents.
    ParentsMeeting,
    /// 家委会: a meeting of the family committee.
    CommitteeMeeting,
    /// 谈心: a talk with a member of staff.
    StaffTalk,
    /// 年级活动: a meeting of a grade.
    GradeMeeting,
    /// 民情恳谈: a heart-to-heart meeting.
    HeartTalk,
    /// 接访: a visitor is received.
    Reception,
    /// 电话联系: a call.
    PhoneContact,
    /// 驻校蹲点: staying at a village school.
    StayIn,
    /// 潜能生帮扶: supporting a pupil with potential.
    PupilSupport,
    /// 学习: a study session.
    StudySession,
    /// 同劳动: working together.
    SharedLabour,
    /// 食堂检查: the canteen is checked.
    CanteenCheck,
    /// 其他: anything else.
    Other,
}

/// Where a record stands (记录状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActivityStatus {
    /// 草稿: being written.
    Draft,
    /// 已提交: handed in; counts, unless its kind must be confirmed.
    Submitted,
    /// 已确认: confirmed; only amended from here on.
    Confirmed,
    /// 已退回: sent back with a reason.
    Returned,
    /// 已作废: does not count, with a reason.
    Void,
}

/// The six tasks and five programmes a record may serve (六项任务、五大工程).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tag {
    /// 访民情: hear the people's concerns.
    VisitPeople,
    /// 抓落实: see that things are done.
    CarryOut,
    /// 办实事: do practical things.
    DoPracticalThings,
    /// 强组织: strengthen the organisation.
    StrengthenOrganisation,
    /// 谋发展: plan the development.
    PlanDevelopment,
    /// 促和谐: promote harmony.
    PromoteHarmony,
    /// 教师素质提升: quality of teachers.
    TeacherQuality,
    /// 学生养成教育: conduct of pupils.
    PupilConduct,
    /// 学生食堂规范管理: orderly canteens.
    CanteenManagement,
    /// 校本教研推进: research in the school.
    SchoolResearch,
    /// 完小整体发展: development of the village schools.
    BranchDevelopment,
}

/// The tasks and programmes a record serves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct Tags(pub Vec<Tag>);
