//! Wire types of findings.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::FindingMove;
use crate::{
    entities::{
        finding::{FindingSource, FindingState},
        finding_event::FindingStep,
        ids::{FindingId, InspectionId, OrgUnitId, PersonId},
        study_item::StudyTheme,
    },
    http::{Versioned, patch},
};

/// A finding and what is done about it (问题整改).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Finding {
    pub id: FindingId,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    pub source: FindingSource,
    /// The inspection that found it; null where there is none.
    #[schema(required)]
    pub inspection_id: Option<InspectionId>,
    #[schema(required, example = "秋季学期学校食堂专项督查")]
    pub inspection_title: Option<String>,
    /// The theme of study it was found by; null for other sources.
    #[schema(required)]
    pub theme: Option<StudyTheme>,
    /// The day it was found.
    pub found_on: NaiveDate,
    /// 存在问题.
    #[schema(example = "家访多在开学初，学期中间走访少")]
    pub what: String,
    /// Whom it concerns; null when it concerns nobody in particular.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(required)]
    pub person_name: Option<String>,
    /// 责任人: who puts it right.
    pub owner_id: PersonId,
    /// Name of who puts it right.
    pub owner_name: String,
    /// 整改措施; null until somebody wrote it.
    #[schema(required, example = "每月安排两个下午家访，名单贴在办公室")]
    pub measure: Option<String>,
    /// 整改时限.
    pub due_on: NaiveDate,
    pub state: FindingState,
    /// Neither done nor verified, and past its day.
    pub overdue: bool,
    /// 整改结果.
    #[schema(required)]
    pub result: Option<String>,
    /// How often it was opened again.
    pub reopenings: i32,
    pub recorded_by_name: String,
    /// Whether the caller may change it.
    pub editable: bool,
    pub allowed_moves: Vec<FindingMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Finding {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A step of a finding.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingEvent {
    pub seq: i32,
    pub step: FindingStep,
    pub to_state: FindingState,
    pub account_name: String,
    /// The measure, the result, or the reason.
    #[schema(required)]
    pub note: Option<String>,
    /// What an edit changed: `before` and `after`, with the fields that differ.
    #[schema(required, value_type = Option<Object>)]
    pub changes: Option<serde_json::Value>,
    pub at: DateTime<Utc>,
}

/// The steps of a finding, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingEvents {
    pub items: Vec<FindingEvent>,
}

/// A new finding.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "source": "study_theme", "theme": "mass_line", "found_on": "2026-11-20",
    "what": "家访多在开学初，学期中间走访少", "measure": "每月安排两个下午家访", "due_on": "2026-12-31"
}))]
pub struct NewFinding {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<FindingId>,
    /// Without it the home unit of the owner.
    pub unit_id: Option<OrgUnitId>,
    pub source: FindingSource,
    /// Required when the source is a study theme, and only then.
    pub theme: Option<StudyTheme>,
    /// The inspection that found it: one that is running or finished. Only when the source is an inspection.
    pub inspection_id: Option<InspectionId>,
    /// Not in the future.
    pub found_on: NaiveDate,
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000)]
    pub what: String,
    pub person_id: Option<PersonId>,
    /// Without it the caller himself.
    pub owner_id: Option<PersonId>,
    /// 整改措施; can be written later.
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000)]
    pub measure: Option<String>,
    /// Not before the day it was found.
    pub due_on: NaiveDate,
}

/// A change of a finding that is not done yet (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"due_on": "2027-01-10"}))]
pub struct FindingPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 1000))]
    #[schema(nullable = false, min_length = 2, max_length = 1000)]
    pub what: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub person_id: Option<Option<PersonId>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub owner_id: Option<PersonId>,
    /// 整改措施; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 1000))]
    #[schema(value_type = Option<String>, max_length = 1000)]
    pub measure: Option<Option<String>>,
    /// 整改时限; not before the day it was found.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub due_on: Option<NaiveDate>,
}

/// A move of a finding.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "finish", "result": "十一月已走访八户，名单在办公室。"}))]
pub struct MoveFinding {
    #[serde(rename = "move")]
    pub wanted: FindingMove,
    /// With `start` or `finish`: what is done about it; required while none is written.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub measure: Option<String>,
    /// With `finish`, required: what came of it.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub result: Option<String>,
    /// With `reopen`, required: why. With `verify`: what was seen.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub note: Option<String>,
}
