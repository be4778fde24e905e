//! Wire types of what schools publish.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{moves::PublicationMove, personal_data::PersonalDataKind};
use crate::{
    entities::{
        ids::{DisclosureClassId, OrgUnitId, PublicationId},
        publication::{IntendedName, PublicationState},
        publication_event::PublicationStep,
    },
    http::{Versioned, patch},
};

/// Something a school makes public (公开信息).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Publication {
    pub id: PublicationId,
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    pub class_id: DisclosureClassId,
    /// Name of the class of disclosure (公开类别).
    #[schema(example = "食堂与营养餐")]
    pub class_name: String,
    #[schema(example = "十一月营养餐采购与支出情况")]
    pub title: String,
    /// Plain paragraphs.
    #[schema(example = "十一月供餐 21 天。\n采购大米 1200 公斤。")]
    pub text: String,
    /// What time it is about, in words.
    #[schema(required, example = "2026年11月")]
    pub period: Option<String>,
    pub state: PublicationState,
    /// Names of pupils and guardians in it that are meant to be there, and why.
    pub intended_names: Vec<IntendedName>,
    /// Name of who wrote it.
    #[schema(example = "林秀英")]
    pub author_name: String,
    /// Who read and agreed; null before.
    #[schema(required)]
    pub reviewer_name: Option<String>,
    /// Null until it is published.
    #[schema(required)]
    pub published_on: Option<NaiveDate>,
    /// Why it was taken back; null for those that were not.
    #[schema(required)]
    pub withdraw_reason: Option<String>,
    /// Whether the caller may change it.
    pub editable: bool,
    pub allowed_moves: Vec<PublicationMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Publication {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Personal data in a publication.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonalData {
    pub kind: PersonalDataKind,
    /// `title`, `period` or `text`.
    #[schema(example = "text")]
    pub field: String,
    /// The first sign in that field, counted from 0.
    #[schema(example = 12)]
    pub at: usize,
    /// The words or the number that were found.
    #[schema(example = "李小明")]
    pub found: String,
    /// What stands before it.
    #[schema(example = "获奖学生：")]
    pub before: String,
    /// What stands behind it.
    #[schema(example = "、王芳等")]
    pub after: String,
    /// Why it is meant to stand there; null while nobody said so. Numbers never are.
    #[schema(required, example = "获奖名单，监护人已书面同意")]
    pub intended: Option<String>,
}

/// What a publication holds of personal data.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonalDataCheck {
    /// Whether it can be reviewed and published: no numbers, and every name is meant to be there.
    pub clear: bool,
    /// What was found, in the order of the text.
    pub items: Vec<PersonalData>,
}

/// A name that is meant to stand in a publication.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "李小明", "reason": "获奖名单，监护人已书面同意"}))]
pub struct NewIntendedName {
    /// As it was found in the text.
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "李小明")]
    pub name: String,
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "获奖名单，监护人已书面同意")]
    pub reason: String,
}

/// A step of a publication.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationEvent {
    pub seq: i32,
    pub step: PublicationStep,
    pub to_state: PublicationState,
    pub account_name: String,
    /// The reason, or what was remarked.
    #[schema(required)]
    pub note: Option<String>,
    /// What an edit changed: `before` and `after`, with the fields that differ.
    #[schema(required, value_type = Option<Object>)]
    pub changes: Option<serde_json::Value>,
    pub at: DateTime<Utc>,
}

/// The steps of a publication, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationEvents {
    pub items: Vec<PublicationEvent>,
}

/// A new draft.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "class_id": "019aae00-0000-7000-8000-000000000106", "title": "十一月营养餐采购与支出情况",
    "text": "十一月供餐 21 天。\n采购大米 1200 公斤。", "period": "2026年11月"
}))]
pub struct NewPublication {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<PublicationId>,
    /// The school; without it the caller's own.
    pub unit_id: Option<OrgUnitId>,
    pub class_id: DisclosureClassId,
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100)]
    pub title: String,
    /// Plain paragraphs, one a line.
    #[validate(length(min = 2, max = 20_000))]
    #[schema(min_length = 2, max_length = 20_000)]
    pub text: String,
    /// What time it is about, in words.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub period: Option<String>,
}

/// A change of a draft (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"period": "2026年11月"}))]
pub struct PublicationPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub class_id: Option<DisclosureClassId>,
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
    #[validate(length(min = 2, max = 20_000))]
    #[schema(nullable = false, min_length = 2, max_length = 20_000)]
    pub text: Option<String>,
    /// What time it is about, in words; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 40)]
    pub period: Option<Option<String>>,
}

/// A move of a publication.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "review"}))]
pub struct MovePublication {
    #[serde(rename = "move")]
    pub wanted: PublicationMove,
    /// With `return` and `withdraw`, required: why. With `review`: what was remarked.
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500)]
    pub note: Option<String>,
}

/// A class of disclosure (公开类别).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DisclosureClass {
    pub id: DisclosureClassId,
    /// The central school; null for those that ship with the product.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    #[schema(example = "食堂与营养餐")]
    pub name: String,
    pub sort_order: i32,
    /// No new publications.
    pub retired: bool,
    /// Whether the caller may change it.
    pub editable: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for DisclosureClass {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The classes of disclosure, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosureClasses {
    pub items: Vec<DisclosureClass>,
}

/// A new class of a school's own.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "校车管理"}))]
pub struct NewDisclosureClass {
    /// The central school; without it the caller's own.
    pub unit_id: Option<OrgUnitId>,
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "校车管理")]
    pub name: String,
    /// Its place among the others; those that ship have 1 to 10.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000, example = 11)]
    pub sort_order: Option<i32>,
}

/// A change of a class of a school's own (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"retired": true}))]
pub struct DisclosureClassPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 40))]
    #[schema(nullable = false, min_length = 2, max_length = 40)]
    pub name: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 1000))]
    #[schema(nullable = false, minimum = 1, maximum = 1000)]
    pub sort_order: Option<i32>,
    /// True closes the class to new publications; those it has stay where they are.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub retired: Option<bool>,
}

/// Something a school made public, as everybody reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicPublication {
    pub id: PublicationId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// Name of the class of disclosure (公开类别).
    #[schema(example = "食堂与营养餐")]
    pub class_name: String,
    #[schema(example = "十一月营养餐采购与支出情况")]
    pub title: String,
    /// Plain paragraphs.
    pub text: String,
    /// What time it is about, in words; null where nothing is said of it.
    #[schema(required, example = "2026年11月")]
    pub period: Option<String>,
    pub published_on: NaiveDate,
}

/// Who made something public, and of which classes.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosureIndex {
    /// The units that have something published.
    pub units: Vec<DisclosingUnit>,
    /// The classes under which something is published.
    pub classes: Vec<DisclosedClass>,
}

/// A unit that made something public.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosingUnit {
    pub id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub name: String,
}

/// A class of which there is something to read.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisclosedClass {
    pub id: DisclosureClassId,
    #[schema(example = "食堂与营养餐")]
    pub name: String,
}
