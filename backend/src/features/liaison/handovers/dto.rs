//! Wire types of handovers.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::pack::HandoverPack;
use crate::{
    entities::{
        activity::ActivityKind,
        ids::{AccountId, ActivityId, HandoverId, HouseholdId, LedgerEntryId, LiaisonLinkId, OrgUnitId, PersonId},
        ledger_entry::LedgerState,
        liaison_handover::{self, HandoverCounts},
        liaison_scheme::LiaisonTargetKind,
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// Whose things are to be handed over.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HandoverQuery {
    /// Who hands over.
    pub from_person_id: PersonId,
    /// The first day of the successors; today without it.
    pub on: Option<NaiveDate>,
}

/// What somebody could hand over (交接清单).
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverPreview {
    pub from_person_id: PersonId,
    pub from_person_name: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// The first day of the successors; links end the day before.
    pub on: NaiveDate,
    /// His links that hold on that day.
    pub links: Vec<HandoverLink>,
    /// Open ledger entries that he handles; those the caller may not see are not among them.
    pub entries: Vec<HandoverEntry>,
    /// What he promised and has not done yet.
    pub promises: Vec<HandoverPromise>,
    /// Households among the links with a pupil who needs special care.
    pub key_households: Vec<KeyHousehold>,
}

/// A link that could be handed over.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverLink {
    pub id: LiaisonLinkId,
    #[schema(example = "teacher_family")]
    pub scheme_code: String,
    #[schema(example = "教师直接联系学生及家长")]
    pub scheme_name: String,
    pub target_kind: LiaisonTargetKind,
    /// The target in words.
    #[schema(example = "李小明家")]
    pub target_name: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub starts_on: NaiveDate,
    /// Who else teaches the household, the homeroom teacher first; of no other scheme.
    pub teachers: Vec<HandoverTeacher>,
}

/// Who could take a family over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverTeacher {
    pub person_id: PersonId,
    pub person_name: String,
    pub homeroom: bool,
}

/// A ledger entry that could be handed over.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverEntry {
    pub id: LedgerEntryId,
    #[schema(example = "DDJ2-2026-0007")]
    pub number: String,
    pub title: String,
    pub state: LedgerState,
    /// When it must be answered (办理期限).
    pub due_at: DateTime<Utc>,
}

/// A promise that could be handed over.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverPromise {
    /// The record it was promised in.
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub happened_on: NaiveDate,
    /// To whom it was promised; null when it was no household.
    #[schema(required)]
    pub household_label: Option<String>,
    #[schema(example = "带一本口算练习给孩子")]
    pub follow_up: String,
    #[schema(required)]
    pub follow_up_on: Option<NaiveDate>,
}

/// A household that needs special care (重点户).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct KeyHousehold {
    pub id: HouseholdId,
    #[schema(example = "李小明家")]
    pub label: String,
    /// The names of its pupils.
    pub pupils: Vec<String>,
    /// Why.
    pub reasons: Vec<KeyReason>,
}

/// Why a household needs special care (重点原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyReason {
    /// 孤儿: an orphan.
    Orphan,
    /// 留守儿童: left behind by parents who work elsewhere.
    LeftBehind,
    /// 困难资助: poor, supported.
    Hardship,
}

/// A handover. Everything is done in one transaction, or nothing.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "from_person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "on": "2026-11-30", "reason": "调离本校",
    "witness": "罗正明", "links": [{"id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be010", "to_person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"}]
}))]
pub struct NewHandover {
    /// Who hands over.
    pub from_person_id: PersonId,
    /// The first day of the successors; links end the day before. Today without it.
    pub on: Option<NaiveDate>,
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "调离本校")]
    pub reason: String,
    /// Who signs beside the two (监交人).
    #[validate(length(max = 40))]
    #[schema(max_length = 40, example = "罗正明")]
    pub witness: Option<String>,
    /// Which links go to whom.
    #[serde(default)]
    #[validate(length(max = 1000))]
    #[schema(max_items = 1000)]
    pub links: Vec<HandedLink>,
    /// Which open ledger entries go to whom.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_items = 500)]
    pub entries: Vec<HandedEntry>,
    /// Which promises go to whom.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_items = 500)]
    pub promises: Vec<HandedPromise>,
}

/// A link and its successor.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedLink {
    pub id: LiaisonLinkId,
    pub to_person_id: PersonId,
}

/// A ledger entry and its successor.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedEntry {
    pub id: LedgerEntryId,
    pub to_person_id: PersonId,
}

/// A promise and its successor.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedPromise {
    /// The record it was promised in.
    pub id: ActivityId,
    pub to_person_id: PersonId,
}

/// The columns of a handover.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "liaison_handover::Entity")]
pub struct HandoverRow {
    pub id: HandoverId,
    pub unit_id: OrgUnitId,
    pub from_person_id: PersonId,
    pub starts_on: NaiveDate,
    pub reason: String,
    pub witness: Option<String>,
    pub counts: HandoverCounts,
    pub created_by: AccountId,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// A handover (交接记录).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Handover {
    pub id: HandoverId,
    pub unit_id: OrgUnitId,
    /// The home unit of who handed over.
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub from_person_id: PersonId,
    pub from_person_name: String,
    /// The first day of the successors.
    pub starts_on: NaiveDate,
    pub reason: String,
    /// Name of who signed beside the two (监交人); null where nobody did.
    #[schema(required)]
    pub witness: Option<String>,
    pub counts: HandoverCounts,
    pub created_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl Versioned for Handover {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A handover with its pack (交接清单), as it was on that day.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverRecord {
    pub handover: Handover,
    pub pack: HandoverPack,
}

impl Versioned for HandoverRecord {
    fn version(&self) -> Option<i32> {
        Some(self.handover.version)
    }
}

/// Filters of the list of handovers.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HandoverFilter {
    /// Order of the rows: newest first by default.
    #[param(schema_with = Sort::<HandoverSort>::schema)]
    pub sort: Option<Sort<HandoverSort>>,
    /// Who handed over.
    pub from_person_id: Option<PersonId>,
    /// Handovers of people of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
}

/// Columns by which handovers can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverSort {
    CreatedAt,
    StartsOn,
}

impl SortKey for HandoverSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt), ("starts_on", Self::StartsOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for HandoverFilter {
    type Sort = HandoverSort;

    fn sort(&self) -> Option<Sort<HandoverSort>> {
        self.sort
    }
}

impl Positioned<HandoverSort> for HandoverRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: HandoverSort) -> sea_orm::Value {
        match sort {
            HandoverSort::CreatedAt => self.created_at.into(),
            HandoverSort::StartsOn => self.starts_on.into(),
        }
    }
}
