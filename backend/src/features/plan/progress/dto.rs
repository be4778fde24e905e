//! Wire types of progress.

use chrono::NaiveDate;
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::arithmetic::ProgressState;
use crate::{
    entities::{
        activity::ActivityKind,
        duty::{DutyMetric, DutyPeriod, DutySubject},
        ids::{ClassId, DutyId, HouseholdId, OrgUnitId, PersonId, PlanId, StudentId, TermId},
        person,
        rank::Rank,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, SearchText, Sort, SortKey},
    },
};

/// Whose progress, and when.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProgressQuery {
    /// Without it, the caller himself.
    pub person_id: Option<PersonId>,
    /// On this day; without it, today.
    pub on: Option<NaiveDate>,
    /// In this term: its last day, or today while it lasts.
    pub term_id: Option<TermId>,
}

/// The progress of one person's duties (履职进度).
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonProgress {
    pub person_id: PersonId,
    pub person_name: String,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    #[schema(required)]
    pub rank: Option<Rank>,
    pub on: NaiveDate,
    /// The plan in force that day; null when none was adopted.
    #[schema(required)]
    pub plan: Option<PlanSummary>,
    /// The duties that bind this person, in the order of the plan.
    pub items: Vec<DutyProgress>,
}

/// The plan a progress is measured by.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanSummary {
    pub id: PlanId,
    pub title: String,
}

/// How one duty of one person stands in the period that contains the day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyProgress {
    pub duty: DutySummary,
    pub subject: ProgressSubject,
    pub period: ProgressPeriod,
    /// Null where the plan sets no number.
    #[schema(required, example = 40)]
    pub target: Option<i32>,
    /// What approved waivers take off the target.
    pub waived: i32,
    /// What of the target is due by now, in proportion to the teaching days gone.
    #[schema(required, example = 25)]
    pub due_now: Option<i32>,
    /// Null where it cannot be derived from records yet.
    #[schema(required, example = 26)]
    pub actual: Option<i32>,
    /// What is left of the target.
    #[schema(required, example = 14)]
    pub gap: Option<i32>,
    #[schema(required)]
    pub forecast: Option<Forecast>,
    pub state: ProgressState,
    #[schema(required, example = "节")]
    pub unit_label: Option<String>,
    /// Shown, not judged.
    pub informational: bool,
    /// In a sentence, in the language of the request.
    #[schema(example = "本学期观课议课 26/40 节，按现在的进度到 1 月 15 日约 40 节。")]
    pub words: String,
    pub explanation: Explanation,
    /// What lists exactly the records behind the number; null where there are none.
    #[schema(required)]
    pub query: Option<RecordsQuery>,
}

/// The duty in a progress.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutySummary {
    pub id: DutyId,
    #[schema(example = "observation_term")]
    pub code: String,
    #[schema(example = "观课议课")]
    pub title: String,
    /// 原文.
    #[schema(required)]
    pub source_quote: Option<String>,
    pub metric: DutyMetric,
    #[schema(required)]
    pub activity_kind: Option<ActivityKind>,
}

/// Who fulfils it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressSubject {
    pub kind: DutySubject,
    pub id: Uuid,
    pub name: String,
}

/// The period that is counted over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressPeriod {
    pub kind: DutyPeriod,
    pub starts_on: NaiveDate,
    /// Null while it has no end.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    #[schema(example = "2026–2027学年上学期")]
    pub name: String,
    /// Teaching days of the period.
    pub teaching_days: u32,
    /// Those that are over, the day itself included.
    pub teaching_days_gone: u32,
}

/// Where the pace so far leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Forecast {
    #[schema(example = 40)]
    pub value: i32,
    pub on: NaiveDate,
}

/// How a number comes about, in the language of the request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Explanation {
    pub rule: String,
    pub period: String,
    pub exclusions: Vec<String>,
}

/// A request that lists what is behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordsQuery {
    #[schema(example = "/api/v1/activities?kind=lesson_observation&counted=true")]
    pub path: String,
}

/// Which targets of whose duty.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TargetsQuery {
    /// Without it, the caller himself.
    pub person_id: Option<PersonId>,
    /// A duty that means every one, such as `home_visit`.
    #[param(example = "home_visit")]
    pub duty_code: String,
    /// On this day; without it, today.
    pub on: Option<NaiveDate>,
    /// Only those that are covered, or only those that are not.
    pub covered: Option<bool>,
}

/// The targets of a duty that means every one.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyTargets {
    pub items: Vec<DutyTarget>,
}

/// A pupil that a duty means.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyTarget {
    pub student_id: StudentId,
    pub student_name: String,
    pub household_id: HouseholdId,
    pub class_id: ClassId,
    pub class_name: String,
    pub covered: bool,
    /// Records that cover the pupil in the period.
    pub records: i32,
}

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

/// One duty of one person, short.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyCell {
    pub duty_code: String,
    pub duty_title: String,
    #[schema(required)]
    pub target: Option<i32>,
    pub waived: i32,
    #[schema(required)]
    pub due_now: Option<i32>,
    #[schema(required)]
    pub actual: Option<i32>,
    pub state: ProgressState,
    #[schema(required)]
    pub unit_label: Option<String>,
    pub informational: bool,
    pub words: String,
    #[schema(required)]
    pub query: Option<RecordsQuery>,
}

impl From<DutyProgress> for DutyCell {
    fn from(progress: DutyProgress) -> Self {
        Self {
            duty_code: progress.duty.code,
            duty_title: progress.duty.title,
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
