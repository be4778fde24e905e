//! Going there: to a school or to a family.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ids::{HouseholdId, OrgUnitId, StudentId};

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

/// Staying at a village school (驻校蹲点). Meals are paid by the person himself (住校自付伙食费).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StayIn {
    /// The village school or kindergarten.
    pub unit_id: OrgUnitId,
    /// 住校夜数, from the day of the record on.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60, example = 2)]
    pub nights: i16,
    /// 用餐次数.
    #[serde(default)]
    #[validate(range(min = 0, max = 200))]
    #[schema(minimum = 0, maximum = 200, example = 5)]
    pub meals: i16,
    /// 伙食费, in cents (分).
    #[serde(default)]
    #[validate(range(min = 0, max = 1_000_000))]
    #[schema(minimum = 0, maximum = 1_000_000, example = 4000)]
    pub amount_cents: i32,
    /// 已付: the amount was paid.
    #[serde(default)]
    pub paid: bool,
    /// 收据号; only of what was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, nullable = false, example = "0017253")]
    pub receipt_number: Option<String>,
    /// 了解到的情况.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub findings: Option<String>,
}

/// Working together with pupils, teachers or villagers (同劳动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedLabour {
    /// The school where it was.
    pub unit_id: OrgUnitId,
    /// 劳动内容.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "平整学校菜地")]
    pub work: String,
    /// 一起劳动的人. In general terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 200))]
    #[schema(max_length = 200, nullable = false, example = "五年级学生和两位家长")]
    pub with_whom: Option<String>,
    /// 时长, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 5, max = 720))]
    #[schema(minimum = 5, maximum = 720, nullable = false, example = 90)]
    pub minutes: Option<i16>,
}
