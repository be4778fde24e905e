//! Wire types of classes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::super::assignments::TeachingAssignment;
use crate::{
    entities::{
        class::Stage,
        ids::{ClassId, OrgUnitId, PersonId, SchoolYearId},
    },
    http::{
        Listed, Versioned,
        list::{SearchText, Sort, SortKey},
        patch,
    },
};

/// A class (班级) of one school year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Class {
    pub id: ClassId,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub school_year_id: SchoolYearId,
    pub stage: Stage,
    /// 1 is the first grade of the stage.
    #[schema(example = 3)]
    pub grade: i16,
    /// 1 is the first class of the grade.
    #[schema(example = 1)]
    pub number: i16,
    #[schema(example = "三年级1班")]
    pub name: String,
    /// 班号 of the national pupil sheet.
    #[schema(required, example = "202401")]
    pub external_code: Option<String>,
    /// Pupils who are in the class now.
    pub pupils: i64,
    /// 班主任 of the current term.
    #[schema(required)]
    pub homeroom_person_id: Option<PersonId>,
    /// Name of that teacher; null while the class has none.
    #[schema(required, example = "杨春梅")]
    pub homeroom_person_name: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A class with everybody who teaches it, the latest term first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassDetail {
    #[serde(flatten)]
    pub class: Class,
    /// Who teaches what in it, the latest term first.
    pub teachers: Vec<TeachingAssignment>,
    /// Whether the caller may change the class.
    pub editable: bool,
}

impl Versioned for ClassDetail {
    fn version(&self) -> Option<i32> {
        Some(self.class.version)
    }
}

/// A new class.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "school_year_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "stage": "primary", "grade": 3, "number": 1, "name": "三年级1班"
}))]
pub struct NewClass {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<ClassId>,
    pub unit_id: OrgUnitId,
    /// A school year that holds for the unit.
    pub school_year_id: SchoolYearId,
    pub stage: Stage,
    #[validate(range(min = 1, max = 9))]
    #[schema(minimum = 1, maximum = 9, example = 3)]
    pub grade: i16,
    /// 1 is the first class of the grade.
    #[validate(range(min = 1, max = 99))]
    #[schema(minimum = 1, maximum = 99, example = 1)]
    pub number: i16,
    /// The usual name of grade and number when left out.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "三年级1班")]
    pub name: Option<String>,
    /// 班号 of the national pupil sheet.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "202401")]
    pub external_code: Option<String>,
}

/// A change of a class (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "三年级2班", "number": 2}))]
pub struct ClassPatch {
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
    #[validate(range(min = 1, max = 9))]
    #[schema(minimum = 1, maximum = 9, nullable = false)]
    pub grade: Option<i16>,
    /// 1 is the first class of the grade.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 99))]
    #[schema(minimum = 1, maximum = 99, nullable = false)]
    pub number: Option<i16>,
    /// 班号 of the national pupil sheet; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 40)]
    pub external_code: Option<Option<String>>,
}

/// Filters of the list of classes.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClassFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ClassSort>::schema)]
    pub sort: Option<Sort<ClassSort>>,
    /// Part of the name, two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "三年级")]
    pub q: Option<SearchText>,
    /// The unit, or a unit above it.
    pub unit_id: Option<OrgUnitId>,
    /// Of this school year.
    pub school_year_id: Option<SchoolYearId>,
    /// Of the school year that contains this day.
    pub on: Option<NaiveDate>,
    /// Of this grade.
    #[param(minimum = 1, maximum = 9)]
    pub grade: Option<i16>,
    /// Only the classes that the caller teaches in the current term.
    pub mine: Option<bool>,
}

/// Columns by which classes can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassSort {
    Grade,
    Name,
    CreatedAt,
}

impl SortKey for ClassSort {
    const ALL: &'static [(&'static str, Self)] = &[
        ("grade", Self::Grade),
        ("name", Self::Name),
        ("created_at", Self::CreatedAt),
    ];
    const NEWEST_FIRST: bool = false;
}

impl Listed for ClassFilter {
    type Sort = ClassSort;

    fn sort(&self) -> Option<Sort<ClassSort>> {
        self.sort
    }
}
