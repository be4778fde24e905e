//! Meetings: of parents, of the family committee, of a grade.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ids::{ClassId, OrgUnitId, StudentId};

/// What all meetings note. Those who did not come are `due` less `present`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// 应到人数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 5000))]
    #[schema(minimum = 0, maximum = 5000, nullable = false, example = 42)]
    pub due: Option<i16>,
    /// 实到人数; not more than `due`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 5000))]
    #[schema(minimum = 0, maximum = 5000, nullable = false, example = 39)]
    pub present: Option<i16>,
    /// 议程.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(
        max_length = 2000,
        nullable = false,
        example = "通报期中情况；商量午餐和放学路上的安全"
    )]
    pub agenda: Option<String>,
    /// 议定事项.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 30), nested)]
    #[schema(max_items = 30)]
    pub decisions: Vec<Decision>,
}

/// What a meeting decided (议定事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// 事项.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "每周五在班级群公布下周菜谱")]
    pub text: String,
    /// 责任人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 60))]
    #[schema(max_length = 60, nullable = false, example = "王家长代表")]
    pub owner: Option<String>,
    /// 完成日期; not before the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub due_on: Option<NaiveDate>,
}

/// A meeting of parents (家长会), of a school or of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParentsMeeting {
    /// The school.
    pub unit_id: OrgUnitId,
    /// The class, where it was one class's meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub class_id: Option<ClassId>,
    #[serde(default)]
    #[validate(nested)]
    pub meeting: Meeting,
    /// 签到名单: the pupils of the class and whether somebody of the family came. The numbers due and present follow
    /// from it; they may be left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 120))]
    #[schema(max_items = 120)]
    pub attendance: Vec<Attendance>,
}

/// Whether the family of a pupil came (到会).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    pub student_id: StudentId,
    /// Whether somebody of the pupil's family came.
    pub came: bool,
}

/// A meeting of the family committee (家长委员会).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitteeMeeting {
    /// The school.
    pub unit_id: OrgUnitId,
    #[serde(default)]
    #[validate(nested)]
    pub meeting: Meeting,
}

/// A meeting or event of a grade (年级活动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeMeeting {
    /// The school.
    pub unit_id: OrgUnitId,
    /// 年级; 1 is the first one.
    #[validate(range(min = 1, max = 9))]
    #[schema(minimum = 1, maximum = 9, example = 4)]
    pub grade: i16,
    #[serde(default)]
    #[validate(nested)]
    pub meeting: Meeting,
}

impl ParentsMeeting {
    /// How many were due and present: by the list where there is one, otherwise as written.
    pub fn turnout(&self) -> (Option<i16>, Option<i16>) {
        if self.attendance.is_empty() {
            return (self.meeting.due, self.meeting.present);
        }
        let came = self.attendance.iter().filter(|entry| entry.came).count();
        (i16::try_from(self.attendance.len()).ok(), i16::try_from(came).ok())
    }
}
