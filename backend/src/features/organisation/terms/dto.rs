//! Wire types of terms.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{OrgUnitId, SchoolYearId, TermId},
        term,
        text_list::TextList,
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A term (学期) of a school year: it holds for the unit of the year and everything below.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "term::Entity")]
pub struct Term {
    pub id: TermId,
    pub school_year_id: SchoolYearId,
    pub unit_id: OrgUnitId,
    #[schema(example = "第一学期")]
    pub name: String,
    #[schema(example = "2026-08-31")]
    pub starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2027-01-15")]
    pub ends_on: NaiveDate,
    /// 教学月: the months in which lessons are held.
    #[schema(value_type = Vec<String>, example = json!(["2026-09", "2026-10", "2026-11", "2026-12"]))]
    pub teaching_months: TextList,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Term {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new term. It lies within its school year; terms of a year do not overlap.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "school_year_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "第一学期", "starts_on": "2026-09-01",
    "ends_on": "2027-01-17", "teaching_months": ["2026-09", "2026-10", "2026-11", "2026-12"]
}))]
pub struct NewTerm {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<TermId>,
    pub school_year_id: SchoolYearId,
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "第一学期")]
    pub name: String,
    #[schema(example = "2026-08-31")]
    pub starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2027-01-15")]
    pub ends_on: NaiveDate,
    /// 教学月: months of the term, in order.
    #[validate(length(min = 1, max = 12))]
    #[schema(min_items = 1, max_items = 12, example = json!(["2026-09", "2026-10", "2026-11", "2026-12"]))]
    pub teaching_months: Vec<String>,
}

/// A change of a term (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2027-01-15"}))]
pub struct TermPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, nullable = false)]
    pub name: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub ends_on: Option<NaiveDate>,
    /// 教学月: months of the term, in order; in place of all there were.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 12))]
    #[schema(min_items = 1, max_items = 12, nullable = false)]
    pub teaching_months: Option<Vec<String>>,
}

/// Filters of the list of terms.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TermFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<TermSort>::schema)]
    pub sort: Option<Sort<TermSort>>,
    /// Those that hold for this unit: its own and those of the units above it.
    pub unit_id: Option<OrgUnitId>,
    /// Terms of this school year.
    pub school_year_id: Option<SchoolYearId>,
    /// Those that contain this day.
    pub on: Option<NaiveDate>,
}

/// Columns by which terms can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermSort {
    StartsOn,
    Name,
}

impl SortKey for TermSort {
    const ALL: &'static [(&'static str, Self)] = &[("starts_on", Self::StartsOn), ("name", Self::Name)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for TermFilter {
    type Sort = TermSort;

    fn sort(&self) -> Option<Sort<TermSort>> {
        self.sort
    }
}

impl Positioned<TermSort> for Term {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: TermSort) -> sea_orm::Value {
        match sort {
            TermSort::StartsOn => self.starts_on.into(),
            TermSort::Name => self.name.clone().into(),
        }
    }
}
