//! `study_items`: what a plan has everybody study (学习内容).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{OrgUnitId, PlanId, StudyItemId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "study_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StudyItemId,
    pub plan_id: PlanId,
    /// The unit of the plan.
    pub unit_id: OrgUnitId,
    pub theme: StudyTheme,
    /// 思考题.
    #[sea_orm(column_type = "Text", nullable)]
    pub question: Option<String>,
    pub mode: StudyMode,
    /// Left empty until the office fills it in.
    #[sea_orm(column_type = "Text", nullable)]
    pub material: Option<String>,
    pub audience: StudyAudience,
    pub due_on: Option<ChronoDate>,
    pub sort_order: i32,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The four themes of study (四群).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StudyTheme {
    /// 群众观点: how one sees the people.
    MassViewpoint,
    /// 群众路线: from the people, to the people.
    MassLine,
    /// 群众利益: what is good for the people.
    MassInterests,
    /// 群众工作: working with the people.
    MassWork,
}

/// The four ways of study (学习方式).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StudyMode {
    /// 集中辅导: together, with somebody who explains.
    Lecture,
    /// 个人自学: by oneself.
    SelfStudy,
    /// 案例教育: by cases.
    CaseStudy,
    /// 民情体验: by living it.
    FieldExperience,
}

/// For whom a study item is (学习对象).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StudyAudience {
    /// 全体教职工: all staff.
    Everyone,
    /// 中层以上: middle leaders and above, and the principals of the schools.
    Leaders,
    /// 党员教师: party members.
    PartyMembers,
}
