//! Wire types of posts, ranks and leaves.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::{
        appointment::Post,
        ids::{AppointmentId, LeaveId, OrgUnitId, PersonId, RankId},
        leave::LeaveKind,
        rank::Rank,
    },
    http::{Versioned, patch},
};

/// A post held for a time (任职). A person can hold several at once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Appointment {
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub post: Post,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    pub version: i32,
}

/// A rank held for a time (职级). Exactly one holds on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RankPeriod {
    pub id: RankId,
    pub person_id: PersonId,
    pub rank: Rank,
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    pub version: i32,
}

/// A leave (请假).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Leave {
    pub id: LeaveId,
    pub person_id: PersonId,
    pub kind: LeaveKind,
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    /// Why, in words; null where nothing was said.
    #[schema(required, example = "产假")]
    pub reason: Option<String>,
    pub version: i32,
}

macro_rules! versioned {
    ($($name:ident),+) => {$(
        impl Versioned for $name {
            fn version(&self) -> Option<i32> {
                Some(self.version)
            }
        }
    )+};
}

versioned!(Appointment, RankPeriod, Leave);

/// The posts of a person, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Appointments {
    pub items: Vec<Appointment>,
}

/// The ranks of a person, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankPeriods {
    pub items: Vec<RankPeriod>,
}

/// The leaves of a person, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Leaves {
    pub items: Vec<Leave>,
}

/// A new post.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "post": "branch_principal", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "starts_on": "2026-09-01"
}))]
pub struct NewAppointment {
    pub post: Post,
    pub unit_id: OrgUnitId,
    #[schema(example = "2026-09-01")]
    pub starts_on: NaiveDate,
    /// The last day, where it is known already.
    pub ends_on: Option<NaiveDate>,
}

/// A new rank: the former one ends the day before.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"rank": "middle_leader", "starts_on": "2026-09-01"}))]
pub struct NewRank {
    pub rank: Rank,
    /// After the first day of the latest rank.
    #[schema(example = "2026-09-01")]
    pub starts_on: NaiveDate,
}

/// A new leave.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "sick", "starts_on": "2026-11-02", "ends_on": "2026-11-06"}))]
pub struct NewLeave {
    pub kind: LeaveKind,
    #[schema(example = "2026-11-02")]
    pub starts_on: NaiveDate,
    /// The last day, where it is known already.
    #[schema(example = "2026-11-06")]
    pub ends_on: Option<NaiveDate>,
    /// Why, in words.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub reason: Option<String>,
}

/// A change of a post (JSON Merge Patch): usually its last day.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2027-08-31"}))]
pub struct AppointmentPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// The last day; null while it lasts.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub ends_on: Option<Option<NaiveDate>>,
}

/// A correction of a rank (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"rank": "deputy_leader"}))]
pub struct RankPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub rank: Option<Rank>,
}

/// A change of a leave (JSON Merge Patch): usually its last day.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2026-11-09"}))]
pub struct LeavePatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub kind: Option<LeaveKind>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// The last day; null while it lasts.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub ends_on: Option<Option<NaiveDate>>,
    /// Why, in words; null for nothing.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 200))]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub reason: Option<Option<String>>,
}
