//! `duties`: duties (职责) of a plan.

use std::collections::BTreeMap;

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    activity::ActivityKind,
    ids::{DutyId, OrgUnitId, PlanId},
    org_unit::OrgUnitKind,
    rank::Rank,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duties")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DutyId,
    pub plan_id: PlanId,
    pub unit_id: OrgUnitId,
    /// For example `home_visit`.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// 原文.
    #[sea_orm(column_type = "Text", nullable)]
    pub source_quote: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub issuing_document: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub subject_selector: SubjectSelector,
    pub metric: DutyMetric,
    /// What is counted, where records are.
    pub activity_kind: Option<ActivityKind>,
    pub period: DutyPeriod,
    /// None where the plan leaves it blank, where every one is meant, or where it goes by rank.
    pub target: Option<i32>,
    /// In place of one target for all.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub target_by_rank: Option<TargetByRank>,
    /// 单位: 次, 节, 名 …
    #[sea_orm(column_type = "Text", nullable)]
    pub unit_label: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub options: DutyOptions,
    /// Shown, not judged.
    pub informational: bool,
    pub sort_order: i32,
    pub effective_from: ChronoDate,
    /// The last day; none while it lasts.
    pub effective_to: Option<ChronoDate>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a duty counts (计量方式).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DutyMetric {
    /// 次数: records of an activity kind.
    ActivityCount,
    /// 覆盖: distinct targets covered out of those linked.
    TargetsCovered,
    /// 周课时: lessons taught a week, from the teaching assignments.
    WeeklyLessons,
    /// 是否: fulfilled or not.
    YesNo,
    /// 成果: a thing to hand in once.
    Deliverable,
}

/// The time a duty is counted over (周期).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DutyPeriod {
    /// 月: a calendar month.
    Month,
    /// 教学月: a month in which lessons are held.
    TeachingMonth,
    /// 学期: a term.
    Term,
    /// 学年: a school year.
    SchoolYear,
    /// 周: a week.
    Week,
    /// 常态: at any time.
    Standing,
    /// 方案期: the whole time of the plan.
    Plan,
}

/// Whom a duty binds (适用对象). What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SubjectSelector {
    /// Persons or units.
    pub subject: DutySubject,
    /// 职级: the person has one of these ranks.
    pub ranks: Vec<Rank>,
    /// 党员: the person is a party member (or is not).
    pub party_member: Option<bool>,
    /// 班主任: the person is a homeroom teacher (or is not).
    pub homeroom: Option<bool>,
    /// 任课: the person teaches a class (or does not).
    pub teaches: Option<bool>,
    /// One of the conditions on the person is enough. Otherwise all must hold.
    pub any: bool,
    /// 单位类别: the unit, or the person's home unit, is of one of these kinds.
    pub unit_kinds: Vec<OrgUnitKind>,
}

/// Who fulfils a duty (责任主体).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutySubject {
    /// 个人: a person.
    #[default]
    Person,
    /// 单位: a unit.
    Unit,
}

/// A target for each rank (按职级的指标).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct TargetByRank(pub BTreeMap<Rank, i32>);

/// How a duty is read where the plan can be read in two ways (计数口径).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DutyOptions {
    /// What is covered by a home visit.
    pub counting_unit: CountingUnit,
    /// By whom it must be covered.
    pub coverage: Coverage,
    /// 每一位: the target is every one that is linked.
    pub everyone: bool,
    /// 已议课: an observation counts only with its discussion.
    pub discussed_only: bool,
    /// 完小课: only lessons in village schools count.
    pub village_schools_only: bool,
}

/// What a home visit covers (家访计数单位).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountingUnit {
    /// 学生: the pupils named in the record.
    #[default]
    Pupil,
    /// 家庭: the household with all its pupils.
    Household,
}

/// Who must have covered a target (覆盖口径).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// 任一教师: any of the teachers.
    #[default]
    AnyTeacher,
    /// 每位教师: each of the teachers.
    EachTeacher,
}
