//! Lessons that were observed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ids::{ClassId, PersonId};

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
