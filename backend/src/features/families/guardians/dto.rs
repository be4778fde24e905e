//! Wire types of guardians.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::{
        guardian::GuardianRelation,
        ids::{GuardianId, HouseholdId},
    },
    features::personnel::codes,
    http::{Versioned, patch},
};

/// A guardian (监护人). The phone number is masked; `reveal` of the household shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Guardian {
    pub id: GuardianId,
    pub household_id: HouseholdId,
    #[schema(example = "李建国")]
    pub name: String,
    pub relation: GuardianRelation,
    /// What `other` means.
    #[schema(required, example = "姑姑")]
    pub relation_note: Option<String>,
    /// Masked; `POST …/reveal` of the pupil or the household shows it.
    #[schema(required, example = "*******1111")]
    pub phone: Option<String>,
    /// The one to call first.
    pub is_primary: bool,
    pub version: i32,
}

impl Versioned for Guardian {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A guardian of a new household.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdGuardian {
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "李建国")]
    pub name: String,
    pub relation: GuardianRelation,
    #[validate(length(max = 40))]
    #[schema(max_length = 40)]
    pub relation_note: Option<String>,
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(max_length = 20, example = "13800001111")]
    pub phone: Option<String>,
    /// The one to call first; the first guardian of a household always is.
    #[serde(default)]
    pub is_primary: bool,
}

/// A new guardian.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "household_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "李建国", "relation": "father",
    "phone": "13800001111", "is_primary": true
}))]
pub struct NewGuardian {
    pub household_id: HouseholdId,
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "李建国")]
    pub name: String,
    pub relation: GuardianRelation,
    #[validate(length(max = 40))]
    #[schema(max_length = 40)]
    pub relation_note: Option<String>,
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(max_length = 20, example = "13800001111")]
    pub phone: Option<String>,
    /// The one to call first; the former one no longer is.
    #[serde(default)]
    pub is_primary: bool,
}

/// A change of a guardian (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "13800002222"}))]
pub struct GuardianPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, nullable = false)]
    pub name: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub relation: Option<GuardianRelation>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 40))]
    #[schema(value_type = Option<String>, max_length = 40)]
    pub relation_note: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(value_type = Option<String>, max_length = 20)]
    pub phone: Option<Option<String>>,
    /// `true` makes this the one to call first; another takes over when it is set there.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub is_primary: Option<bool>,
}
