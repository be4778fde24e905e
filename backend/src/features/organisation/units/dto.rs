//! Wire types of units.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::OrgUnitId,
        org_unit::{self, DepartmentFunction, OrgUnitKind},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A unit (单位): a bureau, school, kindergarten or department.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "org_unit::Entity")]
pub struct OrgUnit {
    pub id: OrgUnitId,
    /// The unit above; null for the root.
    #[schema(required)]
    pub parent_id: Option<OrgUnitId>,
    pub kind: OrgUnitKind,
    #[schema(example = "者力完小")]
    pub name: String,
    #[schema(example = "者力")]
    pub short_name: String,
    /// Stands in front of ledger numbers.
    #[schema(example = "ZL")]
    pub code: String,
    /// 学校标识码: ten digits.
    #[schema(required, example = "2153230101")]
    pub school_code: Option<String>,
    /// Order among the units of the same parent.
    pub position: i32,
    /// What a department is competent for; null for other kinds.
    #[schema(required)]
    pub function: Option<DepartmentFunction>,
    /// The last day of the unit; null while it is open.
    #[schema(required)]
    pub closed_on: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for OrgUnit {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A unit with the units below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrgUnitNode {
    #[serde(flatten)]
    pub unit: OrgUnit,
    /// The units directly below it.
    #[schema(no_recursion)]
    pub children: Vec<OrgUnitNode>,
}

/// The units the caller may see, as trees.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrgUnitTree {
    pub items: Vec<OrgUnitNode>,
}

/// A new unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "parent_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "kind": "village_school", "name": "者力完小",
    "short_name": "者力", "code": "ZL", "school_code": "2153230102"
}))]
pub struct NewOrgUnit {
    /// Made by the client if it likes (UUIDv7); the same content again is no error.
    pub id: Option<OrgUnitId>,
    /// The unit above; it must lie within the caller's scope. Without it an administrator opens the root of a tree.
    pub parent_id: Option<OrgUnitId>,
    pub kind: OrgUnitKind,
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60, example = "者力完小")]
    pub name: String,
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20, example = "者力")]
    pub short_name: String,
    /// Upper-case letters and digits; unique in the installation.
    #[validate(length(min = 2, max = 12), custom(function = "is_code"))]
    #[schema(min_length = 2, max_length = 12, pattern = "^[A-Z0-9]+$", example = "ZL")]
    pub code: String,
    /// 学校标识码.
    #[validate(custom(function = "is_school_code"))]
    #[schema(pattern = "^[0-9]{10}$", example = "2153230101")]
    pub school_code: Option<String>,
    /// Order among the units of the same parent; lower ones come first.
    #[serde(default)]
    pub position: i32,
    /// Only for departments, and required for them.
    pub function: Option<DepartmentFunction>,
}

/// A change of a unit (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"short_name": "者力"}))]
pub struct OrgUnitPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60, nullable = false)]
    pub name: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20, nullable = false)]
    pub short_name: Option<String>,
    /// 学校标识码; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{10}$")]
    pub school_code: Option<Option<String>>,
    /// Order among the units of the same parent; lower ones come first.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub position: Option<i32>,
    /// Closes the unit after this day; null opens it again.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub closed_on: Option<Option<NaiveDate>>,
}

/// Filters of the list of units.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrgUnitFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<OrgUnitSort>::schema)]
    pub sort: Option<Sort<OrgUnitSort>>,
    /// Units of one of these kinds.
    #[param(value_type = Vec<OrgUnitKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<OrgUnitKind>>,
    /// Units right below this one.
    pub parent_id: Option<OrgUnitId>,
}

/// Columns by which units can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrgUnitSort {
    Code,
    Name,
    Position,
}

impl SortKey for OrgUnitSort {
    const ALL: &'static [(&'static str, Self)] =
        &[("code", Self::Code), ("name", Self::Name), ("position", Self::Position)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for OrgUnitFilter {
    type Sort = OrgUnitSort;

    fn sort(&self) -> Option<Sort<OrgUnitSort>> {
        self.sort
    }
}

impl Positioned<OrgUnitSort> for OrgUnit {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: OrgUnitSort) -> sea_orm::Value {
        match sort {
            OrgUnitSort::Code => self.code.clone().into(),
            OrgUnitSort::Name => self.name.clone().into(),
            OrgUnitSort::Position => self.position.into(),
        }
    }
}

fn is_code(code: &str) -> Result<(), validator::ValidationError> {
    if code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return Ok(());
    }
    Err(validator::ValidationError::new("code")
        .with_message("只能用大写字母和数字|only upper-case letters and digits".into()))
}

fn is_school_code(code: &str) -> Result<(), validator::ValidationError> {
    if code.len() == 10 && code.chars().all(|c| c.is_ascii_digit()) {
        return Ok(());
    }
    Err(validator::ValidationError::new("school_code")
        .with_message("学校标识码为 10 位数字|a school code has ten digits".into()))
}
