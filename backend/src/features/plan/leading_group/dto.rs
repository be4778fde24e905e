//! Wire types of the leading group.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{LeadingGroupMemberId, PersonId, PlanId},
        leading_group_member::{self, LeadingGroupPosition},
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A place as it is stored.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "leading_group_member::Entity")]
pub struct MemberRow {
    pub id: LeadingGroupMemberId,
    pub plan_id: PlanId,
    pub person_id: Option<PersonId>,
    pub position: LeadingGroupPosition,
    pub post_title: String,
    pub sort_order: i32,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A place in the leading group (领导小组成员).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LeadingGroupMember {
    pub id: LeadingGroupMemberId,
    pub plan_id: PlanId,
    /// Null while the place is open.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(required)]
    pub person_name: Option<String>,
    /// Head, deputy, member; the director of the office is not one of the group.
    pub position: LeadingGroupPosition,
    #[schema(example = "总务主任兼出纳")]
    pub post_title: String,
    pub sort_order: i32,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for LeadingGroupMember {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new place.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "plan_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "position": "member", "post_title": "总务主任兼出纳"
}))]
pub struct NewLeadingGroupMember {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<LeadingGroupMemberId>,
    pub plan_id: PlanId,
    /// Somebody of the plan's units; without it the place is open.
    pub person_id: Option<PersonId>,
    pub position: LeadingGroupPosition,
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "总务主任兼出纳")]
    pub post_title: String,
    /// Without it, after the others.
    pub sort_order: Option<i32>,
}

/// A change of a place (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"position": "deputy"}))]
pub struct LeadingGroupMemberPatch {
    /// Null opens the place.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub person_id: Option<Option<PersonId>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub position: Option<LeadingGroupPosition>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, nullable = false)]
    pub post_title: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub sort_order: Option<i32>,
}

/// Filters of the list of places.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LeadingGroupFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<LeadingGroupSort>::schema)]
    pub sort: Option<Sort<LeadingGroupSort>>,
    /// Places of this plan.
    pub plan_id: Option<PlanId>,
    /// Places of this person.
    pub person_id: Option<PersonId>,
}

/// Columns by which places can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadingGroupSort {
    SortOrder,
}

impl SortKey for LeadingGroupSort {
    const ALL: &'static [(&'static str, Self)] = &[("sort_order", Self::SortOrder)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for LeadingGroupFilter {
    type Sort = LeadingGroupSort;

    fn sort(&self) -> Option<Sort<LeadingGroupSort>> {
        self.sort
    }
}

impl Positioned<LeadingGroupSort> for MemberRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: LeadingGroupSort) -> sea_orm::Value {
        match sort {
            LeadingGroupSort::SortOrder => self.sort_order.into(),
        }
    }
}
