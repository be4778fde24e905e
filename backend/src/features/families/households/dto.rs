//! Wire types of households.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::super::guardians::{Guardian, HouseholdGuardian};
use crate::{
    entities::{
        ids::{ClassId, HouseholdId, OrgUnitId, StudentId, TermId},
        student::StudentStatus,
    },
    http::{
        Listed, Versioned,
        list::{SearchText, Sort, SortKey},
        patch,
    },
};

/// A household (家庭). Phone numbers are masked and the address is left out; `reveal` shows them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Household {
    pub id: HouseholdId,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(example = "李小明家")]
    pub label: String,
    #[schema(required, example = "者力村委会二组")]
    pub village: Option<String>,
    /// The pupils of the household who are at the school.
    pub students: Vec<HouseholdStudent>,
    /// The guardian to call first.
    #[schema(required)]
    pub primary_guardian: Option<Guardian>,
    /// The day of the latest home visit that counts (家访).
    #[schema(required)]
    pub last_home_visit_on: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A pupil of a household.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HouseholdStudent {
    pub id: StudentId,
    #[schema(example = "李小明")]
    pub name: String,
    #[schema(required)]
    pub class_id: Option<ClassId>,
    #[schema(required, example = "三年级1班")]
    pub class_name: Option<String>,
    pub status: StudentStatus,
}

/// A household with all guardians and pupils, also those who left.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdDetail {
    #[serde(flatten)]
    pub household: Household,
    pub guardians: Vec<Guardian>,
    /// Whether an address is known; it is shown by `reveal` only.
    pub address_known: bool,
    /// Whether the caller may change the household.
    pub editable: bool,
}

impl Versioned for HouseholdDetail {
    fn version(&self) -> Option<i32> {
        Some(self.household.version)
    }
}

/// A new household.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "label": "李小明家", "village": "者力村委会二组"}))]
pub struct NewHousehold {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<HouseholdId>,
    pub unit_id: OrgUnitId,
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "李小明家")]
    pub label: String,
    #[validate(length(max = 60))]
    #[schema(max_length = 60, example = "者力村委会二组")]
    pub village: Option<String>,
    /// Kept encrypted.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub address: Option<String>,
    #[serde(default)]
    #[validate(nested, length(max = 6))]
    #[schema(max_items = 6)]
    pub guardians: Vec<HouseholdGuardian>,
}

/// A change of a household (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"village": "者力村委会三组"}))]
pub struct HouseholdPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, nullable = false)]
    pub label: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 60))]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub village: Option<Option<String>>,
    /// Kept encrypted.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[validate(length(max = 200))]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub address: Option<Option<String>>,
}

/// Filters of the list of households.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HouseholdFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<HouseholdSort>::schema)]
    pub sort: Option<Sort<HouseholdSort>>,
    /// Part of the label, the village or a pupil's name, two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "小明")]
    pub q: Option<SearchText>,
    /// The unit, or a unit above it.
    pub unit_id: Option<OrgUnitId>,
    /// Households of the pupils of a class.
    pub class_id: Option<ClassId>,
    /// Only the families of the classes that the caller teaches in the current term.
    pub mine: Option<bool>,
    /// Only families without a home visit that counts in this term.
    pub unvisited_in_term: Option<TermId>,
}

/// Columns by which households can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseholdSort {
    Label,
    CreatedAt,
}

impl SortKey for HouseholdSort {
    const ALL: &'static [(&'static str, Self)] = &[("label", Self::Label), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for HouseholdFilter {
    type Sort = HouseholdSort;

    fn sort(&self) -> Option<Sort<HouseholdSort>> {
        self.sort
    }
}
