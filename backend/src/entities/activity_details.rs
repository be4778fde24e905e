//! What the kinds of activities have of their own (`activities.details`), one shape for each.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationErrors};

use super::{
    activity::ActivityKind,
    ids::{ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
};

/// The fields of a kind, under its name: `{"home_visit": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = json!({"home_visit": {
    "household_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "student_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"],
    "family_present": [{"relation": "奶奶"}], "wishes": "希望学校多关心孩子午饭"
}}))]
pub enum ActivityDetails {
    BranchVisit(BranchVisit),
    LessonObservation(LessonObservation),
    HomeVisit(HomeVisit),
}

/// A visit to a village school or kindergarten (深入完小).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchVisit {
    /// The village school or kindergarten visited; its principal confirms the visit.
    pub unit_id: OrgUnitId,
    /// 来访目的.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false, example = "了解食堂供餐")]
    pub purpose: Option<String>,
    /// 发现的问题.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub problems: Option<String>,
    /// 商定的措施.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub measures: Option<String>,
}

/// A lesson observed and discussed (观课议课).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonObservation {
    pub class_id: ClassId,
    /// 授课教师: confirms the record in place of a signature.
    pub observed_person_id: PersonId,
    /// 学科.
    #[validate(length(min = 1, max = 30))]
    #[schema(min_length = 1, max_length = 30, example = "数学")]
    pub subject: String,
    /// 第几节.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 12))]
    #[schema(minimum = 1, maximum = 12, nullable = false, example = 2)]
    pub period: Option<i16>,
    /// 课题.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 100))]
    #[schema(max_length = 100, nullable = false, example = "两位数乘两位数")]
    pub topic: Option<String>,
    /// 课型.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub lesson_type: Option<LessonType>,
    /// 教学环节.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000, nullable = false)]
    pub steps: Option<String>,
    /// 优点.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub strengths: Option<String>,
    /// 问题.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub problems: Option<String>,
    /// 建议.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub suggestions: Option<String>,
    /// 总体评价.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub grade: Option<LessonGrade>,
    /// 议课日期. Without it the lesson counts, flagged as not discussed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub discussed_on: Option<NaiveDate>,
    /// 议课要点.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub discussion: Option<String>,
}

/// A visit to a family (家访).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeVisit {
    pub household_id: HouseholdId,
    /// The pupils of the household who were present; each of them counts as visited.
    #[validate(length(min = 1, max = 12))]
    #[schema(min_items = 1, max_items = 12)]
    pub student_ids: Vec<StudentId>,
    /// 在场家庭成员.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 12), nested)]
    #[schema(max_items = 12)]
    pub family_present: Vec<FamilyMember>,
    /// 家访目的.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false)]
    pub purpose: Option<String>,
    /// 在校表现.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub at_school: Option<String>,
    /// 在家情况.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub at_home: Option<String>,
    /// 家庭的意见和愿望.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false, example = "希望学校多关心孩子午饭")]
    pub wishes: Option<String>,
    /// 商定的措施.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub measures: Option<String>,
}

/// A member of the family who was present (在场家庭成员).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyMember {
    /// 与学生的关系.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20, example = "奶奶")]
    pub relation: String,
    /// 姓名, where it is of use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, nullable = false)]
    pub name: Option<String>,
}

/// Type of a lesson (课型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LessonType {
    /// 新授课: something new.
    NewContent,
    /// 练习课: practice.
    Practice,
    /// 复习课: revision.
    Revision,
    /// 实验课: experiment.
    Experiment,
    /// 综合实践课: activity.
    Activity,
    /// 其他: another type.
    Other,
}

/// Overall grade of a lesson (总体评价).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LessonGrade {
    /// 优.
    Excellent,
    /// 良.
    Good,
    /// 中.
    Fair,
    /// 待改进.
    NeedsWork,
}

impl ActivityDetails {
    pub fn kind(&self) -> ActivityKind {
        match self {
            Self::BranchVisit(_) => ActivityKind::BranchVisit,
            Self::LessonObservation(_) => ActivityKind::LessonObservation,
            Self::HomeVisit(_) => ActivityKind::HomeVisit,
        }
    }

    /// Whether this is a lesson that was observed and not (yet) discussed.
    pub fn lacks_discussion(&self) -> bool {
        matches!(self, Self::LessonObservation(lesson) if lesson.discussed_on.is_none())
    }
}

impl Validate for ActivityDetails {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let (name, checked) = match self {
            Self::BranchVisit(details) => ("branch_visit", details.validate()),
            Self::LessonObservation(details) => ("lesson_observation", details.validate()),
            Self::HomeVisit(details) => ("home_visit", details.validate()),
        };
        ValidationErrors::merge(Ok(()), name, checked)
    }
}
