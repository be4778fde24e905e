//! Wire types of opinion items.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::moves::OpinionMove;
use crate::{
    entities::{
        ids::{LedgerCategoryId, LedgerEntryId, OpinionItemId, OrgUnitId, PersonId},
        opinion_event::OpinionStep,
        opinion_item::{OpinionLevel, OpinionState},
    },
    features::ledger::Light,
    http::{Versioned, patch},
};

/// What is said of a school in public, and how it answered (舆情).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says what became of it, or what the caller may do"
)]
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpinionItem {
    pub id: OpinionItemId,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// Where it was said.
    #[schema(example = "家长微信群")]
    pub source: String,
    /// Where it can be read on the web; null where there is no address.
    #[schema(required, example = "https://example.com/post/1")]
    pub link: Option<String>,
    /// When it was seen; the time to answer runs from then.
    pub seen_at: DateTime<Utc>,
    #[schema(example = "家长议论午餐送到教学点时已经不热")]
    pub summary: String,
    pub level: OpinionLevel,
    /// Until when it must be answered.
    pub due_at: DateTime<Utc>,
    pub light: Light,
    /// Whether it was answered after its time.
    pub answered_late: bool,
    /// Who answers; null while nobody was named.
    #[schema(required)]
    pub responder_id: Option<PersonId>,
    /// Name of who answers; null while nobody was named.
    #[schema(required, example = "郭大勇")]
    pub responder_name: Option<String>,
    pub state: OpinionState,
    /// What was answered last; null until somebody did.
    #[schema(required, example = "已在群里说明：本周起用保温箱配送。")]
    pub reply: Option<String>,
    /// When it was answered; null until then, and again once it was opened anew.
    #[schema(required)]
    pub replied_at: Option<DateTime<Utc>>,
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
    /// Whether an entry of the ledger was made of it.
    pub raised: bool,
    /// That entry, where the caller sees it.
    #[schema(required)]
    pub ledger_entry_id: Option<LedgerEntryId>,
    /// Number of that entry, where the caller sees it.
    #[schema(required, example = "ZL-2026-0007")]
    pub ledger_entry_number: Option<String>,
    #[schema(example = "林秀英")]
    pub recorded_by_name: String,
    /// Whether the caller may change it.
    pub editable: bool,
    /// Whether the caller may make an entry of the ledger of it.
    pub may_raise: bool,
    pub allowed_moves: Vec<OpinionMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for OpinionItem {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A step of an opinion item.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionEvent {
    pub seq: i32,
    pub step: OpinionStep,
    pub to_state: OpinionState,
    pub account_name: String,
    /// The answer, the reason, or the number of the entry.
    #[schema(required)]
    pub note: Option<String>,
    /// What an edit changed: `before` and `after`, with the fields that differ.
    #[schema(required, value_type = Option<Object>)]
    pub changes: Option<serde_json::Value>,
    pub at: DateTime<Utc>,
}

/// The steps of an opinion item, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionEvents {
    pub items: Vec<OpinionEvent>,
}

/// A new opinion item.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "source": "家长微信群", "seen_at": "2026-11-23T02:00:00Z", "level": "general",
    "summary": "家长议论午餐送到教学点时已经不热"
}))]
pub struct NewOpinionItem {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<OpinionItemId>,
    /// The unit it is about; without it the caller's own.
    pub unit_id: Option<OrgUnitId>,
    /// Where it was said, such as 家长微信群.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub source: String,
    /// An address on the web.
    #[validate(length(max = 500), custom(function = "is_link"))]
    #[schema(max_length = 500, example = "https://example.com/post/1")]
    pub link: Option<String>,
    /// When it was seen; not in the future.
    pub seen_at: DateTime<Utc>,
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000)]
    pub summary: String,
    pub level: OpinionLevel,
    pub responder_id: Option<PersonId>,
}

/// A change of an opinion item that is not closed (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"level": "major"}))]
pub struct OpinionItemPatch {
    /// Where it was said, such as 家长微信群.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 60))]
    #[schema(nullable = false, min_length = 1, max_length = 60)]
    pub source: Option<String>,
    /// An address on the web; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 500), custom(function = "is_link"))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub link: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 1000))]
    #[schema(nullable = false, min_length = 2, max_length = 1000)]
    pub summary: Option<String>,
    /// Another level gives it another limit.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub level: Option<OpinionLevel>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub responder_id: Option<Option<PersonId>>,
}

/// A move of an opinion item.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "reply", "reply": "已在群里说明：本周起用保温箱配送。"}))]
pub struct MoveOpinionItem {
    #[serde(rename = "move")]
    pub wanted: OpinionMove,
    /// With `reply`, required: what was answered, and where.
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000)]
    pub reply: Option<String>,
    /// With `reopen`, and with `close` where there is no answer, required: why.
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500)]
    pub note: Option<String>,
}

/// The entry of the ledger that is made of an opinion item.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"category_id": "019aae00-0000-7000-8000-000000000001", "title": "午餐送到教学点时已经不热"}))]
pub struct OpinionToLedger {
    pub category_id: LedgerCategoryId,
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100)]
    pub title: String,
    /// Staff it is about: to them and to those below them the entry does not exist.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub persons_concerned: Vec<PersonId>,
}

/// How soon a school answers opinion items (回应时限), in hours from when they were seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpinionLimits {
    /// The central school.
    pub unit_id: OrgUnitId,
    /// Hours to answer what is of level `general`.
    #[schema(example = 48)]
    pub general_hours: i32,
    /// Hours to answer what is of level `major`.
    #[schema(example = 24)]
    pub major_hours: i32,
    /// Hours to answer what is of level `serious`.
    #[schema(example = 5)]
    pub serious_hours: i32,
    /// Whether the caller may change them.
    pub editable: bool,
    /// 0 while they are the default.
    #[schema(example = 0)]
    pub version: i32,
}

impl Versioned for OpinionLimits {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A change of the limits (JSON Merge Patch).
#[expect(clippy::struct_field_names, reason = "the unit belongs into the name")]
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"major_hours": 12}))]
pub struct OpinionLimitsPatch {
    /// Hours to answer what is of level `general`.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 720))]
    #[schema(nullable = false, minimum = 1, maximum = 720)]
    pub general_hours: Option<i32>,
    /// Hours to answer what is of level `major`.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 720))]
    #[schema(nullable = false, minimum = 1, maximum = 720)]
    pub major_hours: Option<i32>,
    /// Hours to answer what is of level `serious`.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 720))]
    #[schema(nullable = false, minimum = 1, maximum = 720)]
    pub serious_hours: Option<i32>,
}

/// Only addresses on the web: they are shown as links.
fn is_link(link: &str) -> Result<(), ValidationError> {
    if link.starts_with("https://") || link.starts_with("http://") {
        return Ok(());
    }
    Err(ValidationError::new("link")
        .with_message("须为 http 或 https 开头的网址|must begin with http:// or https://".into()))
}
