//! Wire types of teaching assignments.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    entities::ids::{ClassId, OrgUnitId, PersonId, TeachingAssignmentId, TermId},
    http::{
        Listed, Versioned,
        list::{Sort, SortKey},
        patch,
    },
};

/// Who teaches what in a class in a term (任课).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TeachingAssignment {
    pub id: TeachingAssignmentId,
    pub person_id: PersonId,
    #[schema(example = "杨春梅")]
    pub person_name: String,
    pub class_id: ClassId,
    #[schema(example = "三年级1班")]
    pub class_name: String,
    pub term_id: TermId,
    /// Name of the term.
    #[schema(example = "第一学期")]
    pub term_name: String,
    /// The unit of the class.
    pub unit_id: OrgUnitId,
    #[schema(example = "语文")]
    pub subject: String,
    /// Lessons a week.
    #[schema(example = 7)]
    pub weekly_lessons: i16,
    /// 班主任.
    pub homeroom: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for TeachingAssignment {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new teaching assignment.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "class_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "term_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be003", "subject": "语文", "weekly_lessons": 7, "homeroom": true
}))]
pub struct NewTeachingAssignment {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<TeachingAssignmentId>,
    pub person_id: PersonId,
    pub class_id: ClassId,
    /// A term of the school year of the class.
    pub term_id: TermId,
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20, example = "语文")]
    pub subject: String,
    /// Lessons a week.
    #[validate(range(min = 0, max = 40))]
    #[schema(minimum = 0, maximum = 40, example = 7)]
    pub weekly_lessons: i16,
    /// 班主任: one per class and term.
    #[serde(default)]
    pub homeroom: bool,
}

/// A change of a teaching assignment (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"weekly_lessons": 8}))]
pub struct TeachingAssignmentPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20, nullable = false)]
    pub subject: Option<String>,
    /// Lessons a week.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 0, max = 40))]
    #[schema(minimum = 0, maximum = 40, nullable = false)]
    pub weekly_lessons: Option<i16>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub homeroom: Option<bool>,
}

/// Filters of the list of teaching assignments.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TeachingAssignmentFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<TeachingAssignmentSort>::schema)]
    pub sort: Option<Sort<TeachingAssignmentSort>>,
    /// Of this class.
    pub class_id: Option<ClassId>,
    /// Of this member of staff.
    pub person_id: Option<PersonId>,
    /// In this term.
    pub term_id: Option<TermId>,
    /// The unit of the class, or a unit above it.
    pub unit_id: Option<OrgUnitId>,
}

/// Columns by which teaching assignments can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeachingAssignmentSort {
    CreatedAt,
    Subject,
}

impl SortKey for TeachingAssignmentSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt), ("subject", Self::Subject)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for TeachingAssignmentFilter {
    type Sort = TeachingAssignmentSort;

    fn sort(&self) -> Option<Sort<TeachingAssignmentSort>> {
        self.sort
    }
}
