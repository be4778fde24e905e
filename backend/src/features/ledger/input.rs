//! What is asked of ledger entries: registering, correcting, reading who raised it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::{
        ids::{ActivityId, LedgerCategoryId, LedgerEntryId, OrgUnitId, PersonId},
        ledger_entry::{Disclosure, LedgerChannel, SubmitterKind, Urgency},
    },
    http::patch,
};

/// A new entry (登记). The caller becomes its first receiver (首接).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "channel": "visit", "submitter_kind": "parent", "disclosure": "named",
    "category_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "title": "午餐送到教学点时已经不热了",
    "content": "家长反映午餐送到教学点时已经凉了，孩子吃了肚子疼，希望学校想办法保温。",
    "origin_activity_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "identity": {"name": "张女士", "phone": "13800001111"}
}))]
pub struct NewLedgerEntry {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<LedgerEntryId>,
    /// The managing unit: a school or kindergarten. Left out, it is that of the activity, or the caller's own school.
    pub unit_id: Option<OrgUnitId>,
    pub channel: LedgerChannel,
    pub submitter_kind: SubmitterKind,
    pub disclosure: Disclosure,
    pub category_id: LedgerCategoryId,
    /// Left out, that of the category.
    pub urgency: Option<Urgency>,
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100, example = "午餐送到教学点时已经不热了")]
    pub title: String,
    #[validate(length(min = 2, max = 4000))]
    #[schema(
        min_length = 2,
        max_length = 4000,
        example = "家长反映午餐送到教学点时已经凉了，孩子吃了肚子疼，希望学校想办法保温。"
    )]
    pub content: String,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "大树村教学点")]
    pub place: Option<String>,
    /// Not in the future.
    pub happened_on: Option<NaiveDate>,
    /// Staff it is about.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub persons_concerned: Vec<PersonId>,
    /// The activity it was raised in.
    pub origin_activity_id: Option<ActivityId>,
    /// Who raised it; stored apart and encrypted. Not for anonymous entries.
    #[validate(nested)]
    pub identity: Option<LedgerIdentity>,
}

/// Who raised a concern (反映人): stored apart from the entry and encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerIdentity {
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "张女士")]
    pub name: String,
    #[validate(length(min = 3, max = 30))]
    #[schema(min_length = 3, max_length = 30, example = "13800001111")]
    pub phone: Option<String>,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "大树村三组")]
    pub address: Option<String>,
}

/// A wish to read who raised a concern.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "电话回访"}))]
pub struct IdentityRequest {
    /// Kept in the audit log and in the entry's own record.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "电话回访")]
    pub reason: String,
}

/// A correction of what was registered, before it is routed (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"place": "大树村教学点", "urgency": "complex"}))]
pub struct LedgerEntryPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub channel: Option<LedgerChannel>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub submitter_kind: Option<SubmitterKind>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub category_id: Option<LedgerCategoryId>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub urgency: Option<Urgency>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100, nullable = false)]
    pub title: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 4000))]
    #[schema(min_length = 2, max_length = 4000, nullable = false)]
    pub content: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 100))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100)]
    pub place: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub happened_on: Option<Option<NaiveDate>>,
    /// All of them; the list is replaced.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 20))]
    #[schema(max_items = 20, nullable = false)]
    pub persons_concerned: Option<Vec<PersonId>>,
}
