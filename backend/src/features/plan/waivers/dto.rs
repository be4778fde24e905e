//! Wire types of waivers.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::moves::WaiverStep;
use crate::{
    entities::{
        duty_waiver::{self, WaiverAuthority, WaiverKind, WaiverState},
        ids::{AccountId, DutyWaiverId, LeaveId, OrgUnitId, PersonId},
        leave::LeaveKind,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A waiver as it is stored.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "duty_waiver::Entity")]
pub struct Row {
    pub id: DutyWaiverId,
    pub unit_id: OrgUnitId,
    pub person_id: Option<PersonId>,
    pub duty_code: Option<String>,
    pub duty_title: Option<String>,
    pub kind: WaiverKind,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub amount: Option<i32>,
    pub reason: String,
    pub leave_id: Option<LeaveId>,
    pub authority: WaiverAuthority,
    pub state: WaiverState,
    pub requested_by: AccountId,
    pub requested_at: DateTime<Utc>,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_note: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A waiver (减免): only an approved one reduces a target.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Waiver {
    pub id: DutyWaiverId,
    /// The unit itself, or the person's home unit when it was requested.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// Null for a waiver of a unit's own duty.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(required, example = "李春梅")]
    pub person_name: Option<String>,
    /// Null for all duties.
    #[schema(required, example = "observation_term")]
    pub duty_code: Option<String>,
    #[schema(required, example = "观课议课")]
    pub duty_title: Option<String>,
    pub kind: WaiverKind,
    #[schema(example = "2026-10-12")]
    pub starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2026-11-06")]
    pub ends_on: NaiveDate,
    /// A stated number, taken off in the period in which the waiver begins. Null for the teaching weeks of the span, in
    /// proportion to those of the period.
    #[schema(required, example = 5)]
    pub amount: Option<i32>,
    #[schema(example = "病假四周，见请假单")]
    pub reason: String,
    /// The leave it was requested for.
    #[schema(required)]
    pub leave_id: Option<LeaveId>,
    pub authority: WaiverAuthority,
    pub state: WaiverState,
    /// Name of who asked for it.
    pub requested_by_name: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    #[schema(required)]
    pub decided_by_name: Option<String>,
    #[schema(required)]
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was not approved, or why it was withdrawn.
    #[schema(required)]
    pub decision_note: Option<String>,
    /// What the caller may do with it now.
    pub allowed_moves: Vec<WaiverStep>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Waiver {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A request for a waiver.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "duty_code": "observation_term", "kind": "leave", "starts_on": "2026-10-12", "ends_on": "2026-11-06",
    "reason": "病假四周，见请假单"
}))]
pub struct NewWaiver {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<DutyWaiverId>,
    /// Without it, and without a unit, the caller himself.
    pub person_id: Option<PersonId>,
    /// For a duty of the unit itself, in place of a person.
    pub unit_id: Option<OrgUnitId>,
    /// Without it, all duties of the person or unit.
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "observation_term")]
    pub duty_code: Option<String>,
    pub kind: WaiverKind,
    #[schema(example = "2026-10-12")]
    pub starts_on: NaiveDate,
    /// The last day, within a year of the first.
    #[schema(example = "2026-11-06")]
    pub ends_on: NaiveDate,
    /// A stated number of one duty; without it, the teaching weeks of the span in proportion.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 5)]
    pub amount: Option<i32>,
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500, example = "病假四周，见请假单")]
    pub reason: String,
    /// The leave on file it is requested for.
    pub leave_id: Option<LeaveId>,
}

/// A move of a waiver.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "approve"}))]
pub struct WaiverMove {
    #[serde(rename = "move")]
    pub wanted: WaiverStep,
    /// Required to reject, and to withdraw what others asked for.
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500)]
    pub note: Option<String>,
}

/// Filters of the list of waivers.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WaiverFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<WaiverSort>::schema)]
    pub sort: Option<Sort<WaiverSort>>,
    /// Waivers in one of these states.
    #[param(value_type = Vec<WaiverState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<WaiverState>>,
    /// Waivers for one of these reasons.
    #[param(value_type = Vec<WaiverKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<WaiverKind>>,
    /// Of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
    /// `true`: of units themselves; `false`: of persons.
    pub of_units: Option<bool>,
    /// Of this person.
    pub person_id: Option<PersonId>,
    /// Of this duty, those of all duties included.
    pub duty_code: Option<String>,
    /// Begins on this day or before.
    #[serde(rename = "starts_on[lte]")]
    pub starts_until: Option<NaiveDate>,
    /// Ends on this day or later.
    #[serde(rename = "ends_on[gte]")]
    pub ends_from: Option<NaiveDate>,
    /// `true`: those that wait for my decision.
    pub waiting_for_me: Option<bool>,
    /// `true`: those about me, or that I asked for.
    pub mine: Option<bool>,
}

/// Columns by which waivers can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaiverSort {
    RequestedAt,
    StartsOn,
}

impl SortKey for WaiverSort {
    const ALL: &'static [(&'static str, Self)] = &[("requested_at", Self::RequestedAt), ("starts_on", Self::StartsOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for WaiverFilter {
    type Sort = WaiverSort;

    fn sort(&self) -> Option<Sort<WaiverSort>> {
        self.sort
    }
}

impl Positioned<WaiverSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: WaiverSort) -> sea_orm::Value {
        match sort {
            WaiverSort::RequestedAt => self.requested_at.into(),
            WaiverSort::StartsOn => self.starts_on.into(),
        }
    }
}

/// Leaves on file for which nobody has asked for a waiver yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaiverProposals {
    pub items: Vec<WaiverProposal>,
}

/// A leave for which a waiver can be requested; it reduces nothing by itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaiverProposal {
    pub leave_id: LeaveId,
    pub person_id: PersonId,
    pub person_name: String,
    pub unit_name: String,
    pub leave_kind: LeaveKind,
    pub starts_on: NaiveDate,
    /// The last day; for a leave without end, the last day of the present school year.
    pub ends_on: NaiveDate,
    #[schema(required)]
    pub reason: Option<String>,
}
