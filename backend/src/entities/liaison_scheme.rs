//! `liaison_schemes`: liaison schemes (联系制度) of a plan.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{LiaisonSchemeId, OrgUnitId, PlanId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_schemes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LiaisonSchemeId,
    pub plan_id: PlanId,
    pub unit_id: OrgUnitId,
    /// For example `leader_branch`; links name it.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// 原文.
    #[sea_orm(column_type = "Text", nullable)]
    pub source_quote: Option<String>,
    pub target_kind: LiaisonTargetKind,
    /// Links one person may hold; none for no limit.
    pub max_load: Option<i32>,
    pub sort_order: i32,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a liaison link leads to (联系对象类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LiaisonTargetKind {
    /// 单位: a unit, such as a village school.
    Unit,
    /// 年级: a grade of a unit.
    Grade,
    /// 班级: a class.
    Class,
    /// 教职工: a member of staff.
    Person,
    /// 学生: a pupil.
    Student,
    /// 家庭: a household.
    Household,
}
