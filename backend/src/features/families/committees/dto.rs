//! Wire types of family committees.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        family_committee,
        family_committee_member::CommitteeFunction,
        ids::{CommitteeMemberId, FamilyCommitteeId, GuardianId, OrgUnitId},
        org_unit,
    },
    features::personnel::codes,
    http::{
        Figure, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A committee as it is stored, with the name of its school.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "family_committee::Entity")]
pub struct CommitteeRow {
    pub id: FamilyCommitteeId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, family_committee::Column::UnitId)"
    )]
    pub unit_name: String,
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub remark: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A family committee (家长委员会) in its term of office.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FamilyCommittee {
    pub id: FamilyCommitteeId,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    #[schema(example = "者力完小第三届家长委员会")]
    pub name: String,
    pub starts_on: NaiveDate,
    /// Null while no end is set.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    #[schema(required)]
    pub remark: Option<String>,
    /// The chair first.
    pub members: Vec<CommitteeMember>,
    /// Its meetings (家委会会议): records of this kind in the school in its term of office.
    pub meetings: Figure,
    /// Whether the caller may change it.
    pub editable: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for FamilyCommittee {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A member of a family committee. The phone number is masked; `reveal` shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CommitteeMember {
    pub id: CommitteeMemberId,
    pub committee_id: FamilyCommitteeId,
    pub function: CommitteeFunction,
    /// Null for somebody who is no guardian on record.
    #[schema(required)]
    pub guardian_id: Option<GuardianId>,
    #[schema(example = "李建国")]
    pub name: String,
    /// Masked; `POST /family-committees/{id}/reveal` shows it.
    #[schema(required, example = "*******1111")]
    pub phone: Option<String>,
    #[schema(required, example = "二年级家长")]
    pub remark: Option<String>,
    pub version: i32,
}

impl Versioned for CommitteeMember {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The phone numbers of a committee, unmasked.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevealedCommittee {
    /// All members, with their phone numbers.
    pub members: Vec<RevealedMember>,
}

/// A member with the phone number.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevealedMember {
    pub id: CommitteeMemberId,
    pub name: String,
    #[schema(required, example = "13800001111")]
    pub phone: Option<String>,
}

/// A new family committee.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "者力完小第三届家长委员会",
    "starts_on": "2026-09-01", "ends_on": "2028-08-31"
}))]
pub struct NewFamilyCommittee {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<FamilyCommitteeId>,
    /// A school: a central school, village school or kindergarten.
    pub unit_id: OrgUnitId,
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60)]
    pub name: String,
    /// The former committee of the school ends the day before.
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    pub ends_on: Option<NaiveDate>,
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub remark: Option<String>,
}

/// A change of a family committee (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2028-08-31"}))]
pub struct FamilyCommitteePatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 60))]
    #[schema(nullable = false, min_length = 2, max_length = 60)]
    pub name: Option<String>,
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
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 500))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub remark: Option<Option<String>>,
}

/// A new member: a guardian on record, or somebody by name.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "committee_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "function": "chair", "name": "李建国", "phone": "13800001111"
}))]
pub struct NewCommitteeMember {
    pub committee_id: FamilyCommitteeId,
    pub function: CommitteeFunction,
    /// A guardian of a household of the school: name and phone number are his.
    pub guardian_id: Option<GuardianId>,
    /// Required without a guardian, and only then.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub name: Option<String>,
    /// Only without a guardian.
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(max_length = 20)]
    pub phone: Option<String>,
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub remark: Option<String>,
}

/// A change of a member (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"function": "vice_chair"}))]
pub struct CommitteeMemberPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub function: Option<CommitteeFunction>,
    /// Of members who are no guardian on record.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "patch::left_out"
    )]
    #[validate(custom(function = "codes::is_phone"))]
    #[schema(value_type = Option<String>, max_length = 20)]
    pub phone: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 100))]
    #[schema(value_type = Option<String>, max_length = 100)]
    pub remark: Option<Option<String>>,
}

/// Filters of the list of family committees.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FamilyCommitteeFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<FamilyCommitteeSort>::schema)]
    pub sort: Option<Sort<FamilyCommitteeSort>>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// In office on this day.
    pub on: Option<NaiveDate>,
}

/// Columns by which family committees can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FamilyCommitteeSort {
    StartsOn,
}

impl SortKey for FamilyCommitteeSort {
    const ALL: &'static [(&'static str, Self)] = &[("starts_on", Self::StartsOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for FamilyCommitteeFilter {
    type Sort = FamilyCommitteeSort;

    fn sort(&self) -> Option<Sort<FamilyCommitteeSort>> {
        self.sort
    }
}

impl Positioned<FamilyCommitteeSort> for CommitteeRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: FamilyCommitteeSort) -> sea_orm::Value {
        match sort {
            FamilyCommitteeSort::StartsOn => self.starts_on.into(),
        }
    }
}
