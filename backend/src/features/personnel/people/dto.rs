//! Wire types of staff.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::super::{
    codes::{self, Code},
    history::{Appointment, Leave, RankPeriod},
};
use crate::{
    entities::{
        appointment::Post,
        ids::{OrgUnitId, PersonId},
        person::{EmploymentStatus, Sex},
        rank::Rank,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{SearchText, Sort, SortKey},
        patch,
    },
};

/// A member of staff (教职工). The directory shows name, unit, posts and rank; the rest is null for those who do not
/// oversee the unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Person {
    pub id: PersonId,
    /// The home unit.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(example = "杨春梅")]
    pub name: String,
    pub employment_status: EmploymentStatus,
    /// Today's rank.
    #[schema(required)]
    pub rank: Option<Rank>,
    /// Today's posts.
    pub posts: Vec<HeldPost>,
    /// Whether the caller is shown more than the directory.
    pub file_shown: bool,
    #[schema(required)]
    pub sex: Option<Sex>,
    /// 教职工号.
    #[schema(required, example = "ZL0012")]
    pub staff_number: Option<String>,
    /// GB/T 3304.
    #[schema(required, example = "07")]
    pub ethnic_group: Option<String>,
    /// GB/T 4762.
    #[schema(required, example = "01")]
    pub political_affiliation: Option<String>,
    /// In full for the person, the office, the principal and the principal of the unit; masked for others.
    #[schema(required, example = "138****1111")]
    pub phone: Option<String>,
    /// The last day of employment; null while employed, and where the directory alone is shown.
    #[schema(required)]
    pub left_on: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A post held today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldPost {
    pub post: Post,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
}

/// A member of staff with the whole history of posts, ranks and leaves.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonFile {
    #[serde(flatten)]
    pub person: Person,
    /// Posts held so far.
    pub appointments: Vec<Appointment>,
    /// Ranks held so far; the plan's duties go by them.
    pub ranks: Vec<RankPeriod>,
    /// Empty for those who are not shown the phone number.
    pub leaves: Vec<Leave>,
    /// Whether a resident id is known; it is kept as a digest only.
    pub id_number_known: bool,
    /// Whether the caller may change the record.
    pub editable: bool,
}

impl Versioned for PersonFile {
    fn version(&self) -> Option<i32> {
        Some(self.person.version)
    }
}

/// A new member of staff with a first rank.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "杨春梅", "staff_number": "ZL0012", "sex": "female",
    "rank": "teacher", "phone": "13800001111"
}))]
pub struct NewPerson {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<PersonId>,
    pub unit_id: OrgUnitId,
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "杨春梅")]
    pub name: String,
    pub sex: Sex,
    pub rank: Rank,
    /// The first day of the rank; today when left out.
    pub rank_since: Option<NaiveDate>,
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "ZL0012")]
    pub staff_number: Option<String>,
    #[validate(custom(function = "codes::is_ethnic_group"))]
    #[schema(pattern = "^[0-9]{2}$", example = "07")]
    pub ethnic_group: Option<String>,
    #[validate(custom(function = "codes::is_political_affiliation"))]
    #[schema(pattern = "^[0-9]{2}$", example = "13")]
    pub political_affiliation: Option<String>,
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(max_length = 20, example = "13800001111")]
    pub phone: Option<String>,
    /// Only a digest is kept, to recognise the person in lists.
    #[validate(custom(function = "codes::is_resident_id"))]
    #[schema(min_length = 18, max_length = 18, example = "11010519491231002X")]
    pub id_number: Option<String>,
}

/// A change of a member of staff (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "13800002222"}))]
pub struct PersonPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub unit_id: Option<OrgUnitId>,
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
    pub sex: Option<Sex>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 40)]
    pub staff_number: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(custom(function = "codes::is_ethnic_group"))]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{2}$")]
    pub ethnic_group: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(custom(function = "codes::is_political_affiliation"))]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{2}$")]
    pub political_affiliation: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(value_type = Option<String>, max_length = 20)]
    pub phone: Option<Option<String>>,
    /// Only a digest is kept.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "patch::left_out"
    )]
    #[validate(custom(function = "codes::is_resident_id"))]
    #[schema(min_length = 18, max_length = 18, nullable = false)]
    pub id_number: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub employment_status: Option<EmploymentStatus>,
    /// The last day, for those who left or retired; today when left out.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub left_on: Option<Option<NaiveDate>>,
}

/// Filters of the list of staff.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PersonFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<PersonSort>::schema)]
    pub sort: Option<Sort<PersonSort>>,
    /// Part of the name, two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "春梅")]
    pub q: Option<SearchText>,
    /// The whole staff number; finds only those whose file the caller may see.
    #[validate(length(min = 1, max = 30))]
    #[param(min_length = 1, max_length = 30, example = "ZL0012")]
    pub staff_number: Option<String>,
    /// The home unit, the unit of a post held today, or a unit above it.
    pub unit_id: Option<OrgUnitId>,
    /// People who hold one of these ranks today.
    #[param(value_type = Vec<Rank>, required = false, style = Form, explode = false)]
    pub rank: Option<CommaList<Rank>>,
    /// People who hold one of these posts today.
    #[param(value_type = Vec<Post>, required = false, style = Form, explode = false)]
    pub post: Option<CommaList<Post>>,
    /// People with one of these statuses; all when left out.
    #[param(value_type = Vec<EmploymentStatus>, required = false, style = Form, explode = false)]
    pub employment_status: Option<CommaList<EmploymentStatus>>,
}

/// Columns by which staff can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonSort {
    Name,
    CreatedAt,
}

impl SortKey for PersonSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for PersonFilter {
    type Sort = PersonSort;

    fn sort(&self) -> Option<Sort<PersonSort>> {
        self.sort
    }
}

/// The national codes that records use (国标代码).
#[derive(Debug, Serialize, ToSchema)]
pub struct Codes {
    /// 民族, GB/T 3304.
    pub ethnic_groups: &'static [Code],
    /// 政治面貌, GB/T 4762.
    pub political_affiliations: &'static [Code],
}
