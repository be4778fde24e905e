//! Wire types of progress.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::arithmetic::ProgressState;
use crate::entities::{
    activity::ActivityKind,
    duty::{DutyMetric, DutyPeriod, DutySubject},
    ids::{ClassId, DutyId, HouseholdId, OrgUnitId, PersonId, PlanId, StudentId, TermId},
    rank::Rank,
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
    /// Rules among them that contradict each other; both are shown.
    pub conflicts: Vec<DutyConflict>,
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
    /// The period that contains the day.
    pub period: ProgressPeriod,
    /// The plan's number for the whole period; null where it sets none.
    #[schema(required, example = 40)]
    pub whole_target: Option<i32>,
    /// What of it falls to the person, in proportion to the teaching weeks in which the duty bound him.
    #[schema(required, example = 40)]
    pub target: Option<i32>,
    /// What approved waivers take off the target.
    #[schema(example = 4)]
    pub waived: i32,
    /// Target less waivers.
    #[schema(required, example = 36)]
    pub rest: Option<i32>,
    /// What of the rest is due by now, in proportion to the teaching weeks gone.
    #[schema(required, example = 25)]
    pub due_now: Option<i32>,
    /// Null where it cannot be derived from records yet.
    #[schema(required, example = 26)]
    pub actual: Option<i32>,
    /// What is still to be done of the rest.
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
    /// What lists the waivers; null where nothing is waived.
    #[schema(required)]
    pub waivers_query: Option<RecordsQuery>,
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
    /// Teaching weeks of the period: those with a day on which lessons are held.
    pub teaching_weeks: u32,
    /// Those whose last teaching day is over.
    pub teaching_weeks_gone: u32,
    /// Teaching days of the period.
    pub teaching_days: u32,
    /// Those that are over, the day itself included.
    pub teaching_days_gone: u32,
}

/// Where the pace so far leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Forecast {
    /// What the records come to by then, if the pace stays.
    #[schema(example = 40)]
    pub value: i32,
    /// The last day of the period.
    pub on: NaiveDate,
}

/// How a number comes about, in the language of the request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Explanation {
    /// What is counted, and against which target.
    pub rule: String,
    /// The period, its days and how many of its teaching weeks are gone.
    pub period: String,
    /// How the person's share comes about; null where the duty bound him all the time.
    #[schema(required)]
    pub share: Option<String>,
    /// What is waived and why, one sentence each.
    pub waivers: Vec<String>,
    /// What is not counted, one sentence each.
    pub exclusions: Vec<String>,
}

/// A request that lists what is behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordsQuery {
    /// Path and query of a `GET`, from the root of this server.
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
    /// Whether a record of the period covers the pupil, as the duty reads it.
    pub covered: bool,
    /// Records that cover the pupil in the period.
    pub records: i32,
}

/// Two rules of a plan that contradict each other.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyConflict {
    /// The rule with the longer period.
    pub longer: ConflictingDuty,
    pub shorter: ConflictingDuty,
    /// How often the shorter period comes in the longer one.
    #[schema(example = 4)]
    pub times: i32,
    /// What the shorter rule asks for over the longer period.
    #[schema(example = 45)]
    pub total: i32,
    /// In a sentence, in the language of the request.
    pub words: String,
}

/// One of two rules that contradict each other.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConflictingDuty {
    pub id: DutyId,
    #[schema(example = "observation_term")]
    pub code: String,
    pub title: String,
    pub period: DutyPeriod,
    /// What it asks for in each of its periods.
    #[schema(example = 40)]
    pub target: i32,
}

/// The contradictions of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyConflicts {
    pub items: Vec<DutyConflict>,
}
