//! Wire types of pupils.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::super::guardians::{Guardian, HouseholdGuardian};
use crate::{
    entities::{
        ids::{ClassId, EnrolmentId, HouseholdId, OrgUnitId, StudentId},
        person::Sex,
        student::StudentStatus,
    },
    features::personnel::codes,
    http::{
        CommaList, Listed, Versioned,
        list::{SearchText, Sort, SortKey},
        patch,
    },
};

/// A pupil (学生) in a list: no personal data but the name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Student {
    pub id: StudentId,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub household_id: HouseholdId,
    #[schema(example = "李小明家")]
    pub household_label: String,
    /// The class of the current enrolment.
    #[schema(required)]
    pub class_id: Option<ClassId>,
    #[schema(required, example = "三年级1班")]
    pub class_name: Option<String>,
    #[schema(example = "李小明")]
    pub name: String,
    pub sex: Sex,
    pub status: StudentStatus,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A pupil with what his teachers need to know; numbers are masked, `reveal` shows them.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentDetail {
    #[serde(flatten)]
    pub student: Student,
    #[schema(required)]
    pub birth_date: Option<NaiveDate>,
    /// GB/T 3304.
    #[schema(required, example = "07")]
    pub ethnic_group: Option<String>,
    /// 学籍号, masked.
    #[schema(required, example = "G**************0011")]
    pub pupil_number: Option<String>,
    /// Null for everybody but his own teachers, the office, the principal and the principal of the unit.
    #[schema(required)]
    pub flags: Option<PupilFlags>,
    pub guardians: Vec<Guardian>,
    /// Other pupils of the household who are at the school.
    pub siblings: Vec<Sibling>,
    /// Classes he was in, the latest first.
    pub enrolments: Vec<Enrolment>,
    /// Whether the caller may change the pupil.
    pub editable: bool,
    /// Whether the caller sees the pupil's files as a pupil with potential (潜能生档案) and may open one.
    pub may_open_file: bool,
}

impl Versioned for StudentDetail {
    fn version(&self) -> Option<i32> {
        Some(self.student.version)
    }
}

/// Restricted marks of a pupil; null where nobody has said.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PupilFlags {
    /// 寄宿.
    #[schema(required)]
    pub boarding: Option<bool>,
    /// 留守儿童.
    #[schema(required)]
    pub left_behind: Option<bool>,
    /// 孤儿.
    #[schema(required)]
    pub orphan: Option<bool>,
    /// 困难资助.
    #[schema(required)]
    pub hardship: Option<bool>,
}

/// Another pupil of the household.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sibling {
    pub id: StudentId,
    #[schema(example = "李小红")]
    pub name: String,
    #[schema(required, example = "一年级1班")]
    pub class_name: Option<String>,
}

/// A pupil's time in a class (在读).
#[derive(Debug, Serialize, ToSchema)]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub class_id: ClassId,
    #[schema(example = "三年级1班")]
    pub class_name: String,
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
}

/// A new pupil. Without `household_id` a household is made, with the guardians given.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "class_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "household_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "name": "李小明", "sex": "male", "birth_date": "2017-05-12"
}))]
pub struct NewStudent {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<StudentId>,
    pub class_id: ClassId,
    /// The first day in the class; today when left out.
    pub enrolled_on: Option<NaiveDate>,
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "李小明")]
    pub name: String,
    pub sex: Sex,
    pub birth_date: Option<NaiveDate>,
    #[validate(custom(function = "codes::is_ethnic_group"))]
    #[schema(pattern = "^[0-9]{2}$", example = "07")]
    pub ethnic_group: Option<String>,
    /// 学籍号; kept encrypted.
    #[validate(custom(function = "codes::is_pupil_number"))]
    #[schema(min_length = 19, max_length = 19, example = "G532301201503100011")]
    pub pupil_number: Option<String>,
    pub boarding: Option<bool>,
    pub left_behind: Option<bool>,
    pub orphan: Option<bool>,
    pub hardship: Option<bool>,
    /// The household of a sibling.
    pub household_id: Option<HouseholdId>,
    /// Guardians of a new household.
    #[serde(default)]
    #[validate(nested, length(max = 6))]
    #[schema(max_items = 6)]
    pub guardians: Vec<HouseholdGuardian>,
}

/// A change of a pupil (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"class_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"}))]
pub struct StudentPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, nullable = false)]
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
    #[schema(value_type = Option<NaiveDate>)]
    pub birth_date: Option<Option<NaiveDate>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(custom(function = "codes::is_ethnic_group"))]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{2}$")]
    pub ethnic_group: Option<Option<String>>,
    /// Kept encrypted.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[validate(custom(function = "codes::is_pupil_number"))]
    #[schema(value_type = Option<String>, min_length = 19, max_length = 19)]
    pub pupil_number: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[schema(value_type = Option<bool>)]
    pub boarding: Option<Option<bool>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[schema(value_type = Option<bool>)]
    pub left_behind: Option<Option<bool>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[schema(value_type = Option<bool>)]
    pub orphan: Option<Option<bool>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[schema(value_type = Option<bool>)]
    pub hardship: Option<Option<bool>>,
    /// Moves the pupil to another class, from `moved_on` on.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub class_id: Option<ClassId>,
    /// The first day in the new class, or the first day away; today when left out.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "patch::left_out"
    )]
    #[schema(nullable = false)]
    pub moved_on: Option<NaiveDate>,
    /// Moves the pupil to a sibling's household.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub household_id: Option<HouseholdId>,
    /// `left` and `graduated` end the time in the class.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub status: Option<StudentStatus>,
}

/// Filters of the list of pupils.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StudentFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<StudentSort>::schema)]
    pub sort: Option<Sort<StudentSort>>,
    /// Part of the name, two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "小明")]
    pub q: Option<SearchText>,
    /// The unit, or a unit above it.
    pub unit_id: Option<OrgUnitId>,
    /// Of this class.
    pub class_id: Option<ClassId>,
    /// Of this household.
    pub household_id: Option<HouseholdId>,
    /// Pupils with one of these statuses; all when left out.
    #[param(value_type = Vec<StudentStatus>, required = false, style = Form, explode = false)]
    pub status: Option<CommaList<StudentStatus>>,
    /// Only pupils of the classes that the caller teaches in the current term.
    pub mine: Option<bool>,
}

/// Columns by which pupils can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudentSort {
    Name,
    CreatedAt,
}

impl SortKey for StudentSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for StudentFilter {
    type Sort = StudentSort;

    fn sort(&self) -> Option<Sort<StudentSort>> {
        self.sort
    }
}
