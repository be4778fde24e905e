//! Wire types of the lists of staff and units with their duties.

use chrono::NaiveDate;
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    arithmetic::ProgressState,
    dto::{DutyProgress, RecordsQuery},
};
use crate::{
    entities::{
        duty::{DutyMetric, DutySubject},
        ids::{OrgUnitId, PersonId},
        org_unit::{self, OrgUnitKind},
        person,
        rank::Rank,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, SearchText, Sort, SortKey},
    },
};

/// Filters of the list of staff with their duties.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StaffProgressFilter {
    /// By name or unit; never by how much anybody has done.
    #[param(schema_with = Sort::<StaffProgressSort>::schema)]
    pub sort: Option<Sort<StaffProgressSort>>,
    /// Staff of this unit and below it.
    pub unit_id: Option<OrgUnitId>,
    /// People with one of these ranks.
    #[param(value_type = Vec<Rank>, required = false, style = Form, explode = false)]
    pub rank: Option<CommaList<Rank>>,
    /// Only these duties.
    #[param(value_type = Vec<String>, required = false, style = Form, explode = false)]
    pub duty_code: Option<CommaList<String>>,
    /// On this day; without it, today.
    pub on: Option<NaiveDate>,
    /// Part of the name: two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "春梅")]
    pub q: Option<SearchText>,
}

/// Columns by which staff can be sorted: there is no ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffProgressSort {
    Name,
    Unit,
}

impl SortKey for StaffProgressSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name), ("unit", Self::Unit)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for StaffProgressFilter {
    type Sort = StaffProgressSort;

    fn sort(&self) -> Option<Sort<StaffProgressSort>> {
        self.sort
    }
}

/// A member of staff as the list needs it.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "person::Entity")]
pub struct StaffRow {
    pub id: PersonId,
    pub name: String,
    pub unit_id: OrgUnitId,
    pub political_affiliation: Option<String>,
    pub left_on: Option<NaiveDate>,
}

impl Positioned<StaffProgressSort> for StaffRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: StaffProgressSort) -> sea_orm::Value {
        match sort {
            StaffProgressSort::Name => self.name.clone().into(),
            StaffProgressSort::Unit => self.unit_id.0.into(),
        }
    }
}

/// Filters of the list of units with their duties.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UnitProgressFilter {
    /// By name; there is no ranking.
    #[param(schema_with = Sort::<UnitProgressSort>::schema)]
    pub sort: Option<Sort<UnitProgressSort>>,
    /// This unit and those below it.
    pub unit_id: Option<OrgUnitId>,
    /// On this day; without it, today.
    pub on: Option<NaiveDate>,
}

/// Columns by which units can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitProgressSort {
    Name,
}

impl SortKey for UnitProgressSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for UnitProgressFilter {
    type Sort = UnitProgressSort;

    fn sort(&self) -> Option<Sort<UnitProgressSort>> {
        self.sort
    }
}

impl Positioned<UnitProgressSort> for UnitRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: UnitProgressSort) -> sea_orm::Value {
        match sort {
            UnitProgressSort::Name => self.name.clone().into(),
        }
    }
}

/// A unit as the lists of duties need it.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "org_unit::Entity")]
pub struct UnitRow {
    pub id: OrgUnitId,
    pub name: String,
    pub kind: OrgUnitKind,
}

/// A member of staff with his duties.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffProgress {
    pub person_id: PersonId,
    pub person_name: String,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    #[schema(required)]
    pub rank: Option<Rank>,
    /// The duties that bind this person, in the order of the plan.
    pub cells: Vec<DutyCell>,
}

/// A unit with its own duties, such as two parents' meetings a term.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitProgress {
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub unit_kind: OrgUnitKind,
    /// The duties of the unit itself, in the order of the plan.
    pub cells: Vec<DutyCell>,
}

/// One duty of one person or unit, short.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyCell {
    pub duty_code: String,
    pub duty_title: String,
    pub metric: DutyMetric,
    /// `unit` where it is a duty of the unit that the person heads.
    pub subject: DutySubject,
    /// What falls to the person, before waivers.
    #[schema(required)]
    pub target: Option<i32>,
    /// What approved waivers take off the target.
    pub waived: i32,
    /// Target less waivers.
    #[schema(required)]
    pub rest: Option<i32>,
    /// What of the rest is due by now, in proportion to the teaching weeks gone; null without a target.
    #[schema(required)]
    pub due_now: Option<i32>,
    /// What the records come to; null where it cannot be derived from records yet.
    #[schema(required)]
    pub actual: Option<i32>,
    pub state: ProgressState,
    #[schema(required)]
    pub unit_label: Option<String>,
    pub informational: bool,
    /// In a sentence, in the language of the request.
    pub words: String,
    #[schema(required)]
    pub query: Option<RecordsQuery>,
}

impl From<DutyProgress> for DutyCell {
    fn from(progress: DutyProgress) -> Self {
        Self {
            duty_code: progress.duty.code,
            duty_title: progress.duty.title,
            metric: progress.duty.metric,
            subject: progress.subject.kind,
            rest: progress.rest,
            target: progress.target,
            waived: progress.waived,
            due_now: progress.due_now,
            actual: progress.actual,
            state: progress.state,
            unit_label: progress.unit_label,
            informational: progress.informational,
            words: progress.words,
            query: progress.query,
        }
    }
}
