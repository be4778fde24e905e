//! Wire types of study items.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{PlanId, StudyCompletionId, StudyItemId},
        study_completion::CompletionState,
        study_item::{self, StudyAudience, StudyMode, StudyTheme},
    },
    http::{
        Figure, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A study item as it is stored.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "study_item::Entity")]
pub struct ItemRow {
    pub id: StudyItemId,
    pub plan_id: PlanId,
    pub theme: StudyTheme,
    pub question: Option<String>,
    pub mode: StudyMode,
    pub material: Option<String>,
    pub audience: StudyAudience,
    pub due_on: Option<NaiveDate>,
    pub sort_order: i32,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Something to study (学习内容).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StudyItem {
    pub id: StudyItemId,
    pub plan_id: PlanId,
    pub theme: StudyTheme,
    /// 思考题; null until the office writes it.
    #[schema(required, example = "我为谁教书，靠谁办学？")]
    pub question: Option<String>,
    pub mode: StudyMode,
    /// Book, film or document; null until the office fills it in.
    #[schema(required, example = "《党的群众工作读本》第一章")]
    pub material: Option<String>,
    pub audience: StudyAudience,
    /// Whether the caller is one of those it is for.
    pub for_me: bool,
    /// The last day to hand something in; null without one.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    pub sort_order: i32,
    /// What the caller handed in for it.
    #[schema(required)]
    pub own: Option<OwnCompletion>,
    /// Accepted, among what the caller may see.
    pub accepted: Figure,
    /// Handed in and not yet looked at, among what the caller may see.
    pub handed_in: Figure,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for StudyItem {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// What the caller handed in for a study item.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct OwnCompletion {
    pub id: StudyCompletionId,
    pub state: CompletionState,
}

/// A new study item.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "plan_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "theme": "mass_line", "mode": "lecture",
    "question": "我为谁教书，靠谁办学？", "material": "《党的群众工作读本》第一章", "audience": "everyone", "due_on": "2026-12-20"
}))]
pub struct NewStudyItem {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<StudyItemId>,
    pub plan_id: PlanId,
    pub theme: StudyTheme,
    /// 思考题; can be written later.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub question: Option<String>,
    pub mode: StudyMode,
    /// Book, film or document; can be filled in later.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub material: Option<String>,
    pub audience: StudyAudience,
    /// Within the time of the plan.
    pub due_on: Option<NaiveDate>,
    /// Without it, after the others.
    pub sort_order: Option<i32>,
}

/// A change of a study item (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"material": "《党的群众工作读本》第一章", "due_on": "2026-12-20"}))]
pub struct StudyItemPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub theme: Option<StudyTheme>,
    /// 思考题; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 500))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub question: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub mode: Option<StudyMode>,
    /// Book, film or document; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 500))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub material: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub audience: Option<StudyAudience>,
    /// Within the time of the plan; null without one.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub due_on: Option<Option<NaiveDate>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub sort_order: Option<i32>,
}

/// For which plan the default items are made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"plan_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"}))]
pub struct DefaultStudyItems {
    pub plan_id: PlanId,
}

/// Filters of the list of study items.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StudyItemFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<StudyItemSort>::schema)]
    pub sort: Option<Sort<StudyItemSort>>,
    /// Items of this plan.
    pub plan_id: Option<PlanId>,
    /// Of plans in force on this day.
    pub in_force_on: Option<NaiveDate>,
}

/// Columns by which study items can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudyItemSort {
    SortOrder,
}

impl SortKey for StudyItemSort {
    const ALL: &'static [(&'static str, Self)] = &[("sort_order", Self::SortOrder)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for StudyItemFilter {
    type Sort = StudyItemSort;

    fn sort(&self) -> Option<Sort<StudyItemSort>> {
        self.sort
    }
}

impl Positioned<StudyItemSort> for ItemRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: StudyItemSort) -> sea_orm::Value {
        match sort {
            StudyItemSort::SortOrder => self.sort_order.into(),
        }
    }
}
