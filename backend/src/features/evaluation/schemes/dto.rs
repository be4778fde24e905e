//! Wire types of schemes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::SchemeMove;
use crate::{
    entities::{
        evaluation_rules::SchemeRules,
        evaluation_scheme::SchemeState,
        ids::{EvaluationSchemeId, OrgUnitId},
    },
    http::{Versioned, patch},
};

/// A scheme of evaluation (考评方案).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationScheme {
    pub id: EvaluationSchemeId,
    /// The school, or the bureau, that set it.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(example = "干部直接联系群众考评方案")]
    pub title: String,
    pub state: SchemeState,
    /// The first day of it.
    pub effective_from: NaiveDate,
    /// The last day of it; null while it is a draft or in force.
    #[schema(required)]
    pub effective_to: Option<NaiveDate>,
    /// 示例: its numbers are those that are shipped, and nobody has decided on them yet.
    pub is_example: bool,
    /// The version before this one.
    #[schema(required)]
    pub supersedes_id: Option<EvaluationSchemeId>,
    /// All versions that the caller sees, this one included, the first one first.
    pub versions: Vec<SchemeVersion>,
    pub rules: SchemeRules,
    pub recorded_by_name: String,
    /// Whether the caller may change it: a draft of a unit he answers for.
    pub editable: bool,
    pub allowed_moves: Vec<SchemeMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for EvaluationScheme {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A version of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SchemeVersion {
    pub id: EvaluationSchemeId,
    #[schema(example = "干部直接联系群众考评方案（2026年修订）")]
    pub title: String,
    pub state: SchemeState,
    pub effective_from: NaiveDate,
    /// The last day of it; null while it is a draft or in force.
    #[schema(required)]
    pub effective_to: Option<NaiveDate>,
}

/// A new scheme, as a draft.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "title": "干部直接联系群众考评方案", "effective_from": "2026-09-01"
}))]
pub struct NewEvaluationScheme {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<EvaluationSchemeId>,
    /// The school, or the bureau, that sets it.
    pub unit_id: OrgUnitId,
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100)]
    pub title: String,
    /// The first day of it; after that of the version before it.
    pub effective_from: NaiveDate,
    /// The version in force that this one takes the place of, of the same unit.
    pub supersedes_id: Option<EvaluationSchemeId>,
    /// Without them it begins with those of the version before it, or else with the shipped example (示例).
    pub rules: Option<SchemeRules>,
}

/// A change of a draft (JSON Merge Patch); rules are given as a whole.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "干部直接联系群众考评方案（2026年修订）"}))]
pub struct EvaluationSchemePatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 100))]
    #[schema(nullable = false, min_length = 2, max_length = 100)]
    pub title: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub effective_from: Option<NaiveDate>,
    /// Whoever writes rules decides on them: the scheme is no example any more.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub rules: Option<SchemeRules>,
}

/// A move of a scheme.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "adopt"}))]
pub struct MoveEvaluationScheme {
    #[serde(rename = "move")]
    pub wanted: SchemeMove,
}
