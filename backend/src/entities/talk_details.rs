//! Talking: with people, with staff, with families on the phone.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ids::{HouseholdId, OrgUnitId, PersonId, StudentId};

/// A heart-to-heart meeting with people of the village (民情恳谈).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HeartTalk {
    /// The school at which it was held.
    pub unit_id: OrgUnitId,
    /// 参加人员. In general terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false, example = "者力村五位家长、村委会主任")]
    pub participants: Option<String>,
    /// 恳谈主题.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false, example = "食堂营养餐")]
    pub topics: Option<String>,
    /// 群众意见. What people said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000, nullable = false)]
    pub concerns: Option<String>,
    /// 现场答复.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000, nullable = false)]
    pub answers: Option<String>,
}

/// A talk with a member of staff (谈心谈话).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffTalk {
    /// With whom.
    pub person_id: PersonId,
    /// 主题.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false, example = "新教师的适应")]
    pub topics: Option<String>,
    /// 思想和困难.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub concerns: Option<String>,
    /// 给予的帮助.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub support: Option<String>,
}

/// Receiving visitors (接待来访). Who they are belongs to the ledger, where it is kept apart and sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reception {
    /// The school or department that received them.
    pub unit_id: OrgUnitId,
    /// 来访人. In general terms: no phone or identity numbers.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "两位三年级家长")]
    pub visitors: String,
    /// 来访事由.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000, example = "反映放学时校门口拥堵")]
    pub matter: String,
    /// 当场答复.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub answer: Option<String>,
    /// 转交. To whom it was handed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 100))]
    #[schema(max_length = 100, nullable = false, example = "总务处")]
    pub handed_on_to: Option<String>,
}

/// A call with a family (电话联系).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhoneContact {
    pub household_id: HouseholdId,
    /// The pupils of the household it was about.
    #[validate(length(min = 1, max = 12))]
    #[schema(min_items = 1, max_items = 12)]
    pub student_ids: Vec<StudentId>,
    /// 通话对象.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 60))]
    #[schema(max_length = 60, nullable = false, example = "母亲")]
    pub spoke_with: Option<String>,
    /// 联系事由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false, example = "孩子三天没有交作业")]
    pub matter: Option<String>,
    /// 约定的措施.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub measures: Option<String>,
}
