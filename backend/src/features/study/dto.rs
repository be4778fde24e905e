//! Wire types of what is handed in for study.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::CompletionMove;
use crate::{
    entities::{
        ids::{ActivityId, DutyId, OrgUnitId, PersonId, StudyCompletionId, StudyItemId},
        study_completion::CompletionState,
        study_item::StudyTheme,
    },
    http::{Versioned, patch},
};

/// Something handed in for a study item, or as one of the five ones (学习成果).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StudyCompletion {
    pub id: StudyCompletionId,
    /// The home unit of the person when it was handed in.
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    pub person_id: PersonId,
    #[schema(example = "杨丽萍")]
    pub person_name: String,
    /// Null for a deliverable of a duty.
    #[schema(required)]
    pub study_item_id: Option<StudyItemId>,
    /// The theme of the study item.
    #[schema(required)]
    pub theme: Option<StudyTheme>,
    /// The duty it is handed in for (五个一); null for a study item.
    #[schema(required)]
    pub duty_id: Option<DutyId>,
    #[schema(required, example = "五个一：学习体会")]
    pub duty_title: Option<String>,
    pub state: CompletionState,
    /// The day it was done; it counts in the period of that day.
    pub happened_on: NaiveDate,
    /// Empty where nothing was written: a study item needs none.
    #[schema(example = "把根扎在村小")]
    pub title: String,
    #[schema(required)]
    pub text: Option<String>,
    /// The record that tells more of it, such as a study session.
    #[schema(required)]
    pub activity_id: Option<ActivityId>,
    /// Why it was returned.
    #[schema(required)]
    pub return_reason: Option<String>,
    /// Name of who handed it in: the person, or somebody for him.
    pub handed_in_by_name: String,
    /// When it was handed in last.
    pub handed_in_at: DateTime<Utc>,
    /// Name of who accepted or returned it; null while it waits.
    #[schema(required)]
    pub reviewed_by_name: Option<String>,
    /// When it was accepted or returned; null while it waits.
    #[schema(required)]
    pub reviewed_at: Option<DateTime<Utc>>,
    /// Whether the caller may change it or take it away.
    pub editable: bool,
    pub allowed_moves: Vec<CompletionMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for StudyCompletion {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Something to hand in: for a study item or for a duty.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "duty_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "happened_on": "2026-11-20",
    "title": "把根扎在村小", "text": "读了书，走了十户人家，最深的体会是……"
}))]
pub struct NewStudyCompletion {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<StudyCompletionId>,
    /// Whose, when it is not the caller's own (代交): of the staff he answers for.
    pub person_id: Option<PersonId>,
    /// Either this …
    pub study_item_id: Option<StudyItemId>,
    /// … or this: a duty whose metric is a deliverable.
    pub duty_id: Option<DutyId>,
    /// Not in the future; within the time of the plan.
    pub happened_on: NaiveDate,
    /// Required for a deliverable.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_length = 100, example = "把根扎在村小")]
    pub title: String,
    /// Never required.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000)]
    pub text: Option<String>,
    /// A record that tells more of it, such as a study session.
    pub activity_id: Option<ActivityId>,
}

/// A change of something that is not accepted yet (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "把根扎在村小"}))]
pub struct StudyCompletionPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub happened_on: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 100))]
    #[schema(nullable = false, max_length = 100)]
    pub title: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 20000))]
    #[schema(value_type = Option<String>, max_length = 20000)]
    pub text: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<ActivityId>)]
    pub activity_id: Option<Option<ActivityId>>,
}

/// A move.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "return", "reason": "请写明活动的日期"}))]
pub struct StudyCompletionMove {
    #[serde(rename = "move")]
    pub wanted: CompletionMove,
    /// Required for a return, and only there.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}
