//! Wire types of trends and of the weekly load.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    entities::ids::{OrgUnitId, PersonId},
    http::Figure,
};

/// Of which duty, and whose.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TrendQuery {
    /// A duty that counts records.
    #[param(example = "observation_term")]
    pub duty_code: String,
    /// Without it, and without a unit, the caller himself.
    pub person_id: Option<PersonId>,
    /// All records of a unit and those below it, in place of a person's.
    pub unit_id: Option<OrgUnitId>,
    /// In the period that contains this day; without it, today.
    pub on: Option<NaiveDate>,
}

/// How the records of a duty are spread over its period; counts alone, compared with nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trend {
    #[schema(example = "observation_term")]
    pub duty_code: String,
    #[schema(example = "观课议课")]
    pub duty_title: String,
    #[schema(required, example = "节")]
    pub unit_label: Option<String>,
    /// Name of the period that is counted over.
    pub period_name: String,
    pub on: NaiveDate,
    pub step: TrendStep,
    /// Up to the present week or month, without gaps.
    pub points: Vec<TrendPoint>,
}

/// What a point of a trend stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrendStep {
    /// 周.
    Week,
    /// 月, in periods longer than a term.
    Month,
}

/// The records of one week or month.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrendPoint {
    /// The first day of the week or month.
    pub starts_on: NaiveDate,
    /// The last day of the week or month.
    pub ends_on: NaiveDate,
    /// In the language of the request.
    #[schema(example = "第 3 周")]
    pub label: String,
    pub figure: Figure,
    /// All records since the period began.
    #[schema(example = 12)]
    pub total: i64,
}

/// What falls to a person in a week: lessons by assignment, observations and visits by records.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkLoad {
    pub person_id: PersonId,
    pub person_name: String,
    /// Monday of the week.
    pub week_starts_on: NaiveDate,
    /// Sunday of the week.
    pub week_ends_on: NaiveDate,
    /// Null in the holidays, when nothing is counted.
    #[schema(required)]
    pub term_name: Option<String>,
    /// Teaching weeks of the term that have begun; the average is over them.
    pub weeks: u32,
    /// Each kind of work.
    pub items: Vec<LoadItem>,
    /// All kinds together, this week so far.
    #[schema(example = 17)]
    pub this_week: i64,
    /// All kinds together, a week of the term on average.
    #[schema(example = 15.5)]
    pub average: f64,
    /// In a sentence, in the language of the request.
    #[schema(example = "本周 17 节次：上课 14、听课 2、走访 1；本学期平均每周 15.5。")]
    pub words: String,
}

/// One kind of work of a week.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadItem {
    pub kind: LoadKind,
    /// This week so far.
    pub this_week: i64,
    /// A week of the term on average, to one decimal.
    pub average: f64,
    /// What lists the records, or the teaching assignments, of the term.
    pub query: String,
}

/// Kinds of work of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoadKind {
    /// 上课: lessons a week by the teaching assignments.
    Lessons,
    /// 听课: lessons observed.
    Observations,
    /// 走访: home and branch visits.
    Visits,
}
