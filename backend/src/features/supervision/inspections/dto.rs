//! Wire types of inspections.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{moves::InspectionMove, warnings::InspectionWarning};
use crate::{
    entities::{
        ids::{InspectionId, OrgUnitId},
        inspection::{InspectionItem, InspectionKind, InspectionLevel, InspectionState},
        inspection_event::InspectionStep,
    },
    http::{Figure, Versioned, patch},
};

/// An inspection of a unit (督查).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Inspection {
    pub id: InspectionId,
    /// The unit that is inspected.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(example = "秋季学期学校食堂专项督查")]
    pub title: String,
    /// 督查事项清单号: its number in the list of inspection items; null when it has none.
    #[schema(required, example = "楚教督〔2026〕7号")]
    pub list_number: Option<String>,
    pub level: InspectionLevel,
    pub kind: InspectionKind,
    /// Who inspects.
    #[schema(example = "示范市教育局督导室")]
    pub body: String,
    /// When the unit was told; null while it was not.
    #[schema(required)]
    pub notice_on: Option<NaiveDate>,
    pub begins_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// What is looked at.
    pub items: Vec<InspectionItem>,
    pub state: InspectionState,
    /// What came of it; null until it is finished.
    #[schema(required)]
    pub conclusion: Option<String>,
    /// Why it was cancelled; null where it was not.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// What it lacks of the rules on inspections; nothing is blocked by it.
    pub warnings: Vec<InspectionWarning>,
    /// What was found in it, as far as the caller sees it.
    pub findings: Figure,
    /// Those of them that are not verified yet.
    pub findings_open: Figure,
    pub recorded_by_name: String,
    /// Whether the caller may change it.
    pub editable: bool,
    /// Whether the caller may record findings of it.
    pub takes_findings: bool,
    pub allowed_moves: Vec<InspectionMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Inspection {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A step of an inspection.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionEvent {
    pub seq: i32,
    pub step: InspectionStep,
    pub to_state: InspectionState,
    pub account_name: String,
    /// What came of it, or the reason.
    #[schema(required)]
    pub note: Option<String>,
    /// What an edit changed: `before` and `after`, with the fields that differ.
    #[schema(required, value_type = Option<Object>)]
    pub changes: Option<serde_json::Value>,
    pub at: DateTime<Utc>,
}

/// The steps of an inspection, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionEvents {
    pub items: Vec<InspectionEvent>,
}

/// A new inspection.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "title": "秋季学期学校食堂专项督查",
    "list_number": "楚教督〔2026〕7号", "level": "county", "kind": "special", "body": "示范市教育局督导室",
    "begins_on": "2027-01-05", "ends_on": "2027-01-06", "items": [{"item": "食堂留样与台账"}]
}))]
pub struct NewInspection {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<InspectionId>,
    /// The unit that is inspected.
    pub unit_id: OrgUnitId,
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100)]
    pub title: String,
    /// 督查事项清单号: its number in the list of inspection items.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub list_number: Option<String>,
    pub level: InspectionLevel,
    pub kind: InspectionKind,
    /// Who inspects.
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100)]
    pub body: String,
    /// When the unit was told; not after the first day.
    pub notice_on: Option<NaiveDate>,
    pub begins_on: NaiveDate,
    /// Not before the first day.
    pub ends_on: NaiveDate,
    /// What is to be looked at.
    #[serde(default)]
    #[validate(length(max = 40), nested)]
    #[schema(max_items = 40)]
    pub items: Vec<InspectionItem>,
}

/// A change of an inspection that is not over (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"items": [{"item": "食堂留样与台账", "looked_at": "近一个月的留样记录完整"}]}))]
pub struct InspectionPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 100))]
    #[schema(nullable = false, min_length = 2, max_length = 100)]
    pub title: Option<String>,
    /// 督查事项清单号; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 60))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    pub list_number: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub level: Option<InspectionLevel>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub kind: Option<InspectionKind>,
    /// Who inspects.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 100))]
    #[schema(nullable = false, min_length = 2, max_length = 100)]
    pub body: Option<String>,
    /// When the unit was told; not after the first day. Null while it was not.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub notice_on: Option<Option<NaiveDate>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub begins_on: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub ends_on: Option<NaiveDate>,
    /// What is looked at, in place of all there was.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 40), nested)]
    #[schema(nullable = false, max_items = 40)]
    pub items: Option<Vec<InspectionItem>>,
}

/// A move of an inspection.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "finish", "conclusion": "管理规范；留样记录有三天空白，限期整改。"}))]
pub struct MoveInspection {
    #[serde(rename = "move")]
    pub wanted: InspectionMove,
    /// With `announce`: when the unit was told; without it, today.
    pub notice_on: Option<NaiveDate>,
    /// With `finish`, required: what came of it.
    #[validate(length(min = 2, max = 4000))]
    #[schema(min_length = 2, max_length = 4000)]
    pub conclusion: Option<String>,
    /// With `cancel`, required: why.
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500)]
    pub reason: Option<String>,
}
