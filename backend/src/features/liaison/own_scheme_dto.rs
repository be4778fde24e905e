//! Wire types of a school's own schemes.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{OrgUnitId, OwnSchemeId},
        liaison_own_scheme::{self, SchemeHolders},
        liaison_scheme::LiaisonTargetKind,
    },
    http::{
        Figure, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// The columns of a scheme.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "liaison_own_scheme::Entity")]
pub struct OwnSchemeRow {
    pub id: OwnSchemeId,
    pub unit_id: OrgUnitId,
    pub code: String,
    pub name: String,
    pub description: Option<String>,
    pub target_kind: LiaisonTargetKind,
    pub holders: SchemeHolders,
    pub max_load: Option<i32>,
    pub sort_order: i32,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A liaison scheme of a school's own (自定联系制度).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnScheme {
    pub id: OwnSchemeId,
    /// It holds for this unit and those below it.
    pub unit_id: OrgUnitId,
    #[schema(example = "青山中心小学")]
    pub unit_name: String,
    /// Links name it.
    #[schema(example = "own_7k3m9q2x")]
    pub code: String,
    #[schema(example = "党员联系班级")]
    pub name: String,
    /// What it is for, in the school's words.
    #[schema(required, example = "每位党员联系一个班，每月听一次班会。")]
    pub description: Option<String>,
    /// What its links lead to.
    pub target_kind: LiaisonTargetKind,
    /// Whom proposals draw from; by hand anybody who works here can be linked.
    pub holders: SchemeHolders,
    /// Links one person may hold; null for no limit.
    #[schema(required, example = 2)]
    pub max_load: Option<i32>,
    /// Place among the school's own schemes; the plan's come first.
    #[schema(example = 10)]
    pub sort_order: i32,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    #[schema(required)]
    pub end_reason: Option<String>,
    /// Its living links today.
    pub links: Figure,
    /// What the caller may do with it now.
    pub allowed_moves: Vec<OwnSchemeMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for OwnScheme {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// What can be done with a scheme of the school's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnSchemeMove {
    /// 修改: `PATCH /own-liaison-schemes/{id}`.
    Update,
    /// 停用: `POST /own-liaison-schemes/{id}/end`.
    End,
}

/// A new scheme of the school's own.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002", "name": "党员联系班级", "target_kind": "class",
    "holders": "party_members", "max_load": 2, "starts_on": "2026-09-01"
}))]
pub struct NewLiaisonScheme {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<OwnSchemeId>,
    /// It holds for this unit and those below it.
    pub unit_id: OrgUnitId,
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "党员联系班级")]
    pub name: String,
    /// What it is for, in the school's words.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub description: Option<String>,
    /// What its links lead to; cannot be changed later.
    pub target_kind: LiaisonTargetKind,
    /// Whom proposals draw from.
    pub holders: SchemeHolders,
    /// Links one person may hold; null for no limit.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000, example = 2)]
    pub max_load: Option<i32>,
    /// Place among the school's own schemes; at the end without it.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000, example = 10)]
    pub sort_order: Option<i32>,
    /// The first day; today without it.
    pub starts_on: Option<NaiveDate>,
}

/// A change of a scheme (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"max_load": 3}))]
pub struct LiaisonSchemePatch {
    #[validate(length(min = 2, max = 40))]
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(min_length = 2, max_length = 40, nullable = false)]
    pub name: Option<String>,
    /// What it is for; null for nothing.
    #[validate(length(max = 500))]
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub description: Option<Option<String>>,
    /// Whom proposals draw from.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub holders: Option<SchemeHolders>,
    /// Links one person may hold; null for no limit.
    #[validate(range(min = 1, max = 1000))]
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 1000)]
    pub max_load: Option<Option<i32>>,
    #[validate(range(min = 0, max = 10_000))]
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(minimum = 0, maximum = 10_000, nullable = false)]
    pub sort_order: Option<i32>,
    /// The first day; not after the first day of one of its links.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
}

/// The end of a scheme.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2027-01-15", "reason": "学期任务已完成"}))]
pub struct LiaisonSchemeEnd {
    /// Its last day, and that of its living links; yesterday at the earliest.
    pub ends_on: NaiveDate,
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "学期任务已完成")]
    pub reason: String,
}

/// What ending a scheme did.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedScheme {
    pub scheme: OwnScheme,
    /// Links that end with it.
    #[schema(example = 12)]
    pub ended_links: u64,
}

impl Versioned for EndedScheme {
    fn version(&self) -> Option<i32> {
        Some(self.scheme.version)
    }
}

/// Filters of the list of own schemes.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnSchemeFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<OwnSchemeSort>::schema)]
    pub sort: Option<Sort<OwnSchemeSort>>,
    /// Schemes of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
    /// Only those that are over (true) or not (false).
    pub ended: Option<bool>,
}

/// Columns by which own schemes can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnSchemeSort {
    SortOrder,
    CreatedAt,
}

impl SortKey for OwnSchemeSort {
    const ALL: &'static [(&'static str, Self)] = &[("sort_order", Self::SortOrder), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for OwnSchemeFilter {
    type Sort = OwnSchemeSort;

    fn sort(&self) -> Option<Sort<OwnSchemeSort>> {
        self.sort
    }
}

impl Positioned<OwnSchemeSort> for OwnSchemeRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: OwnSchemeSort) -> sea_orm::Value {
        match sort {
            OwnSchemeSort::SortOrder => self.sort_order.into(),
            OwnSchemeSort::CreatedAt => self.created_at.into(),
        }
    }
}
