//! What the progress of some people is computed from: read in a handful of queries, however many people and duties.

mod load;
mod people;
mod pupils;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;

pub use load::{duties_of_units, load, plan_of_unit};

use super::{
    dto::{DutyConflict, ProgressPeriod},
    period::Span,
    subject::PersonFacts,
    weeks::TeachingWeek,
};
use crate::entities::{
    duty, duty_waiver,
    ids::{ClassId, DutyId, HouseholdId, StudentId, TermId},
    plan,
};

/// People who work by the same plan, with everything their progress is computed from.
#[derive(Debug)]
pub struct Sheet {
    pub on: NaiveDate,
    /// None where no plan was in force.
    pub plan: Option<plan::Model>,
    pub people: Vec<PersonFacts>,
    /// The duties that have a period on the day, in the order of the plan.
    pub duties: Vec<SheetDuty>,
    pub term_id: Option<TermId>,
    /// Rules of the plan that contradict each other in these periods.
    pub conflicts: Vec<DutyConflict>,
    pub counts: Arc<Counted>,
}

/// A duty with the period that contains the day.
#[derive(Debug)]
pub struct SheetDuty {
    pub duty: duty::Model,
    pub span: Span,
    pub period: ProgressPeriod,
    /// Empty where the period has no end, or no lessons are held in it.
    pub weeks: Arc<Vec<TeachingWeek>>,
}

/// What was counted and waived, for all sheets that were read together.
#[derive(Debug, Default)]
pub struct Counted {
    counters: HashMap<(DutyId, Uuid, NaiveDate), i32>,
    covered: HashMap<(DutyId, Uuid, NaiveDate), i32>,
    /// Approved waivers by person or unit.
    waivers: HashMap<Uuid, Vec<duty_waiver::Model>>,
    pub pupils: Pupils,
}

/// The pupils of the classes the people teach, and which of them were covered by whom.
#[derive(Debug, Default)]
pub struct Pupils {
    pub by_class: HashMap<ClassId, Vec<Pupil>>,
    /// Everybody who teaches the class in the term.
    pub teachers: HashMap<ClassId, HashSet<Uuid>>,
    /// (duty, period, pupil or household) → by whom, and by how many records.
    pub covered: HashMap<(DutyId, NaiveDate, Uuid), Vec<(Uuid, i32)>>,
}

/// A pupil in a class on the day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Pupil {
    pub class_id: ClassId,
    pub class_name: String,
    pub student_id: StudentId,
    pub student_name: String,
    pub household_id: HouseholdId,
}

impl Counted {
    /// Records of a duty, or the targets that one subject covered by himself.
    pub fn count(&self, duty: &duty::Model, subject: Uuid, period: Span) -> i32 {
        let key = (duty.id, subject, period.starts_on);
        let counts = match duty.metric {
            duty::DutyMetric::TargetsCovered => &self.covered,
            _ => &self.counters,
        };
        counts.get(&key).copied().unwrap_or_default()
    }

    /// The approved waivers of a person or unit that concern a duty in a period.
    pub fn waivers(&self, duty: &duty::Model, subject: Uuid, period: Span) -> Vec<&duty_waiver::Model> {
        let concerns = |waiver: &&duty_waiver::Model| {
            waiver.duty_code.as_ref().is_none_or(|code| *code == duty.code)
                && waiver.starts_on <= period.ends_on
                && period.starts_on <= waiver.ends_on
        };
        self.waivers
            .get(&subject)
            .into_iter()
            .flatten()
            .filter(concerns)
            .collect()
    }
}

fn distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}
