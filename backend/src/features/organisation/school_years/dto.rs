//! Wire types of school years.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{OrgUnitId, SchoolYearId},
        school_year,
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A school year (学年): it holds for its unit and everything below.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "school_year::Entity")]
pub struct SchoolYear {
    pub id: SchoolYearId,
    pub unit_id: OrgUnitId,
    #[schema(example = "2026–2027学年")]
    pub name: String,
    #[schema(example = "2026-08-31")]
    pub starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2027-07-09")]
    pub ends_on: NaiveDate,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for SchoolYear {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new school year. Years of a unit do not overlap.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "2026–2027学年", "starts_on": "2026-09-01",
    "ends_on": "2027-08-31"
}))]
pub struct NewSchoolYear {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<SchoolYearId>,
    /// Usually the bureau or the central school.
    pub unit_id: OrgUnitId,
    #[validate(length(min = 4, max = 40))]
    #[schema(min_length = 4, max_length = 40, example = "2026–2027学年")]
    pub name: String,
    #[schema(example = "2026-08-31")]
    pub starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2027-07-09")]
    pub ends_on: NaiveDate,
}

/// A change of a school year (JSON Merge Patch). Its terms must still lie within.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2027-07-31"}))]
pub struct SchoolYearPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 4, max = 40))]
    #[schema(min_length = 4, max_length = 40, nullable = false)]
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
}

/// Filters of the list of school years.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SchoolYearFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<SchoolYearSort>::schema)]
    pub sort: Option<Sort<SchoolYearSort>>,
    /// Those that hold for this unit: its own and those of the units above it.
    pub unit_id: Option<OrgUnitId>,
    /// Those that contain this day.
    pub on: Option<NaiveDate>,
}

/// Columns by which school years can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolYearSort {
    StartsOn,
    Name,
}

impl SortKey for SchoolYearSort {
    const ALL: &'static [(&'static str, Self)] = &[("starts_on", Self::StartsOn), ("name", Self::Name)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for SchoolYearFilter {
    type Sort = SchoolYearSort;

    fn sort(&self) -> Option<Sort<SchoolYearSort>> {
        self.sort
    }
}

impl Positioned<SchoolYearSort> for SchoolYear {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: SchoolYearSort) -> sea_orm::Value {
        match sort {
            SchoolYearSort::StartsOn => self.starts_on.into(),
            SchoolYearSort::Name => self.name.clone().into(),
        }
    }
}
