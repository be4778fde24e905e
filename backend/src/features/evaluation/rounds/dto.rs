//! Wire types of rounds.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::{RoundMove, RoundPart};
use crate::{
    entities::{
        evaluation_round::RoundState,
        evaluation_round_event::RoundStep,
        evaluation_rules::SchemeRules,
        ids::{EvaluationRoundId, EvaluationSchemeId, OrgUnitId},
    },
    error::FieldProblem,
    http::{Versioned, patch},
};

/// A round of evaluation (考评).
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationRound {
    pub id: EvaluationRoundId,
    /// The school, or the bureau, that evaluates.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    pub scheme_id: EvaluationSchemeId,
    /// Title of the scheme it goes by.
    #[schema(example = "干部直接联系群众考评方案")]
    pub scheme_title: String,
    /// 示例: nobody has decided on the numbers of its scheme.
    pub is_example: bool,
    #[schema(example = "2026年秋季学期干部考评")]
    pub title: String,
    /// The first day of what is evaluated.
    pub period_from: NaiveDate,
    /// The last day of what is evaluated.
    pub period_to: NaiveDate,
    pub state: RoundState,
    /// What voters and assessors are told.
    #[schema(required, example = "请按平时了解的情况填写，不必署名。")]
    pub notes: Option<String>,
    /// Those of its scheme while it is a draft; as they were then, from the moment it was opened.
    pub rules: SchemeRules,
    /// When ballots and sheets stop being taken, at the latest.
    #[schema(required)]
    pub closes_at: Option<DateTime<Utc>>,
    /// The last day of objections; null until the results are published.
    #[schema(required)]
    pub objections_until: Option<NaiveDate>,
    /// How many are evaluated.
    pub object_count: u32,
    /// How many sheets assessors were given.
    pub sheets_handed_out: u32,
    /// How many of them were handed in.
    pub sheets_submitted: u32,
    /// What opening it would be refused for now, of a draft of the caller's.
    pub lacks: Vec<FieldProblem>,
    /// What of it the caller may change now.
    pub may_change: Vec<RoundPart>,
    /// Whether the caller holds it.
    pub held: bool,
    pub allowed_moves: Vec<RoundMove>,
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for EvaluationRound {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A step of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationRoundEvent {
    pub seq: i32,
    pub step: RoundStep,
    pub to_state: RoundState,
    pub account_name: String,
    /// What was said about it.
    #[schema(required)]
    pub note: Option<String>,
    /// What an edit changed: `before` and `after`, with the fields that differ.
    #[schema(required, value_type = Option<Object>)]
    pub changes: Option<serde_json::Value>,
    pub at: DateTime<Utc>,
}

/// The steps of a round, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationRoundEvents {
    pub items: Vec<EvaluationRoundEvent>,
}

/// A new round, as a draft.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "scheme_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "title": "2026年秋季学期干部考评", "period_from": "2026-08-31", "period_to": "2027-01-15"
}))]
pub struct NewEvaluationRound {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<EvaluationRoundId>,
    /// The school, or the bureau, that evaluates.
    pub unit_id: OrgUnitId,
    /// A scheme of this unit or of one above it.
    pub scheme_id: EvaluationSchemeId,
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100)]
    pub title: String,
    /// The first day of what is evaluated.
    pub period_from: NaiveDate,
    /// The last day of what is evaluated; not before the first.
    pub period_to: NaiveDate,
    /// What voters and assessors are told.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub notes: Option<String>,
    /// When ballots and sheets stop being taken, at the latest; can be said on opening, too.
    pub closes_at: Option<DateTime<Utc>>,
}

/// A change of a round (JSON Merge Patch): all of it in a draft, title and notes while it is open.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"notes": "请按平时了解的情况填写，不必署名。"}))]
pub struct EvaluationRoundPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 100))]
    #[schema(nullable = false, min_length = 2, max_length = 100)]
    pub title: Option<String>,
    /// What voters and assessors are told; null for nothing.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 1000))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 1000)]
    pub notes: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub scheme_id: Option<EvaluationSchemeId>,
    /// The first day of what is evaluated.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub period_from: Option<NaiveDate>,
    /// The last day of what is evaluated; not before the first.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub period_to: Option<NaiveDate>,
    /// In a draft; afterwards it is `extend` that says so.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub closes_at: Option<Option<DateTime<Utc>>>,
}

/// A move of a round.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "open", "closes_at": "2027-01-10T10:00:00Z"}))]
pub struct MoveEvaluationRound {
    #[serde(rename = "move")]
    pub wanted: RoundMove,
    /// What is to be kept beside the step.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub note: Option<String>,
    /// With `open`, unless the round says so already; with `extend`, required and later than it was.
    pub closes_at: Option<DateTime<Utc>>,
}
