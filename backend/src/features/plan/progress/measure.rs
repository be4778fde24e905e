//! From a sheet to the progress of each duty: pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    arithmetic::{self, Pace, ProgressState},
    dto::{DutyProgress, DutySummary, DutyTarget, Forecast, ProgressPeriod, ProgressSubject, RecordsQuery},
    period::Span,
    sheet::{Pupil, Sheet},
    subject::{PersonFacts, binds},
    words,
};
use crate::entities::{
    duty::{self, CountingUnit, Coverage, DutyMetric, DutyPeriod, DutySubject},
    ids::HouseholdId,
};

/// A duty as it was found for one person, before it is put into words.
#[derive(Debug, Clone)]
pub struct Measured<'a> {
    pub on: NaiveDate,
    pub duty: &'a duty::Model,
    pub period: ProgressPeriod,
    pub target: Option<i32>,
    pub actual: Option<i32>,
    pub forecast: Option<Forecast>,
    pub state: ProgressState,
    /// Whether the day lies in the past, so that "this term" would be wrong.
    pub past: bool,
    pub over: bool,
}

impl Sheet {
    /// The progress of every duty that binds the person, in the order of the plan.
    pub fn progress(&self, person: &PersonFacts, on: NaiveDate, today: NaiveDate) -> Vec<DutyProgress> {
        self.duties
            .iter()
            .filter(|duty| binds(&duty.subject_selector, person))
            .filter_map(|duty| self.measure(duty, person, on, today))
            .collect()
    }

    fn measure(
        &self,
        duty: &duty::Model,
        person: &PersonFacts,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Option<DutyProgress> {
        let span = self.calendar.span_of(duty.period, on, self.plan_span)?;
        if duty.period == DutyPeriod::TeachingMonth && !self.is_teaching_month(on) {
            return None;
        }
        let subject = match duty.subject_selector.subject {
            DutySubject::Person => ProgressSubject {
                kind: DutySubject::Person,
                id: person.id.0,
                name: person.name.clone(),
            },
            DutySubject::Unit => ProgressSubject {
                kind: DutySubject::Unit,
                id: person.unit_id.0,
                name: person.unit_name.clone(),
            },
        };
        let period = self.period(duty, span, on);
        let pace = Pace {
            gone: period.teaching_days_gone,
            total: period.teaching_days,
        };
        let (target, actual) = self.count_of(duty, person, subject.id, span);
        let counted = matches!(duty.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered);
        let due_now = match target {
            Some(target) if counted => Some(arithmetic::due_now(target, pace)),
            // What is handed in once is due when its period is over, not bit by bit.
            Some(_) if duty.metric == DutyMetric::Deliverable && span.ends_on >= on => Some(0),
            other => other,
        };
        let state = match actual {
            None => ProgressState::NotDerived,
            Some(actual) => arithmetic::state(target, due_now.unwrap_or_default(), actual),
        };
        let forecast = match (target, actual, period.ends_on) {
            (Some(target), Some(actual), Some(ends_on)) if counted => {
                let value = arithmetic::forecast(actual, pace);
                value.map(|value| Forecast {
                    value: if duty.options.everyone {
                        value.min(target)
                    } else {
                        value
                    },
                    on: ends_on,
                })
            }
            _ => None,
        };
        let measured = Measured {
            on,
            duty,
            over: period.ends_on.is_some_and(|end| end < on || end < today),
            past: !span.contains(today),
            target,
            actual,
            forecast,
            state,
            period,
        };
        Some(DutyProgress {
            words: words::sentence(&measured),
            explanation: words::explanation(&measured),
            query: self.query(&measured, person, &subject),
            duty: DutySummary {
                id: duty.id,
                code: duty.code.clone(),
                title: duty.title.clone(),
                source_quote: duty.source_quote.clone(),
                metric: duty.metric,
                activity_kind: duty.activity_kind,
            },
            subject,
            period: measured.period,
            waived: 0,
            gap: target.zip(actual).map(|(target, actual)| (target - actual).max(0)),
            target,
            due_now,
            actual,
            forecast,
            state,
            unit_label: duty.unit_label.clone(),
            informational: duty.informational,
        })
    }

    /// Target and count. What the product cannot derive has no count.
    fn count_of(
        &self,
        duty: &duty::Model,
        person: &PersonFacts,
        subject: Uuid,
        span: Span,
    ) -> (Option<i32>, Option<i32>) {
        let target = match (&duty.target_by_rank, person.rank) {
            (Some(targets), Some(rank)) => targets.0.get(&rank).copied().or(duty.target),
            _ => duty.target,
        };
        match duty.metric {
            DutyMetric::TargetsCovered if duty.options.everyone => {
                let targets = self.targets(duty, person, span);
                let count = |covered: bool| {
                    let distinct = counted_targets(duty, &targets)
                        .into_values()
                        .filter(|is| *is || !covered)
                        .count();
                    i32::try_from(distinct).unwrap_or(i32::MAX)
                };
                (Some(count(false)), Some(count(true)))
            }
            DutyMetric::ActivityCount | DutyMetric::TargetsCovered | DutyMetric::Deliverable => {
                (target, Some(self.count(duty, subject, span)))
            }
            DutyMetric::WeeklyLessons => (target, Some(person.weekly_lessons())),
            DutyMetric::YesNo if duty.code == "class_teaching" => (target, Some(i32::from(person.is_homeroom()))),
            DutyMetric::YesNo => (target, None),
        }
    }

    /// The pupils a duty means for this person, and whether each is covered.
    pub fn targets(&self, duty: &duty::Model, person: &PersonFacts, span: Span) -> Vec<DutyTarget> {
        let mut targets = Vec::new();
        for class in person.classes() {
            for pupil in self.pupils.by_class.get(&class).into_iter().flatten() {
                let records = self.records(duty, person, span, pupil);
                targets.push(DutyTarget {
                    student_id: pupil.student_id,
                    student_name: pupil.student_name.clone(),
                    household_id: pupil.household_id,
                    class_id: pupil.class_id,
                    class_name: pupil.class_name.clone(),
                    covered: records > 0,
                    records,
                });
            }
        }
        targets
    }

    /// The records that cover a pupil: by any of his teachers, or by this one.
    fn records(&self, duty: &duty::Model, person: &PersonFacts, span: Span, pupil: &Pupil) -> i32 {
        let by_whom = |subject: Uuid| match duty.options.coverage {
            Coverage::EachTeacher => subject == person.id.0,
            Coverage::AnyTeacher => self
                .pupils
                .teachers
                .get(&pupil.class_id)
                .is_some_and(|teachers| teachers.contains(&subject)),
        };
        [pupil.student_id.0, pupil.household_id.0]
            .into_iter()
            .filter_map(|target| self.pupils.covered.get(&(duty.id, span.starts_on, target)))
            .flatten()
            .filter(|(subject, _)| by_whom(*subject))
            .map(|(_, records)| *records)
            .sum()
    }

    fn is_teaching_month(&self, on: NaiveDate) -> bool {
        self.calendar.term_on(on).is_some_and(|term| {
            term.what.teaching_months.is_empty() || term.what.teaching_months.contains(&on.format("%Y-%m").to_string())
        })
    }

    fn period(&self, duty: &duty::Model, span: Span, on: NaiveDate) -> ProgressPeriod {
        let open = span.ends_on == NaiveDate::MAX;
        let (total, gone) = if open || !matches!(duty.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered) {
            (0, 0)
        } else {
            let until_now = Span::new(span.starts_on, span.ends_on.min(on));
            (self.teaching_days(span), self.teaching_days(until_now))
        };
        ProgressPeriod {
            kind: duty.period,
            starts_on: span.starts_on,
            ends_on: (!open).then_some(span.ends_on),
            name: self.period_name(duty.period, span, on),
            teaching_days: total,
            teaching_days_gone: gone,
        }
    }

    fn period_name(&self, period: DutyPeriod, span: Span, on: NaiveDate) -> String {
        let plan = || self.plan.as_ref().map(|plan| plan.title.clone()).unwrap_or_default();
        match period {
            DutyPeriod::Month | DutyPeriod::TeachingMonth => words::month(span.starts_on),
            DutyPeriod::Week => words::days(span.starts_on, Some(span.ends_on)),
            DutyPeriod::Term => self
                .calendar
                .term_on(on)
                .map(|term| term.what.name.clone())
                .unwrap_or_default(),
            DutyPeriod::SchoolYear => self
                .calendar
                .year_on(on)
                .map(|year| year.what.clone())
                .unwrap_or_default(),
            DutyPeriod::Standing | DutyPeriod::Plan => plan(),
        }
    }

    /// The request that lists what is behind the number.
    fn query(&self, measured: &Measured<'_>, person: &PersonFacts, subject: &ProgressSubject) -> Option<RecordsQuery> {
        let duty = measured.duty;
        let path = match duty.metric {
            DutyMetric::TargetsCovered if duty.options.everyone => format!(
                "/api/v1/duty-progress/targets?person_id={}&duty_code={}&on={}",
                person.id, duty.code, measured.on,
            ),
            DutyMetric::ActivityCount | DutyMetric::TargetsCovered => {
                let kind = serde_json::to_value(duty.activity_kind?).ok()?;
                let whose = match subject.kind {
                    DutySubject::Person => format!("person_id={}&unit_id={}", person.id, duty.unit_id),
                    DutySubject::Unit => format!("unit_id={}", subject.id),
                };
                let until = measured
                    .period
                    .ends_on
                    .map(|end| format!("&happened_on[lte]={end}"))
                    .unwrap_or_default();
                format!(
                    "/api/v1/activities?kind={}&counted=true&{whose}&happened_on[gte]={}{until}",
                    kind.as_str()?,
                    measured.period.starts_on,
                )
            }
            DutyMetric::WeeklyLessons | DutyMetric::YesNo => {
                measured.actual?;
                format!(
                    "/api/v1/teaching-assignments?person_id={}&term_id={}",
                    person.id, self.term_id?
                )
            }
            DutyMetric::Deliverable => format!(
                "/api/v1/study-completions?duty_id={}&person_id={}&state=accepted",
                duty.id, person.id,
            ),
        };
        Some(RecordsQuery { path })
    }
}

/// Each thing that counts once (a pupil, or a household with all its pupils), and whether it is covered.
fn counted_targets(duty: &duty::Model, targets: &[DutyTarget]) -> BTreeMap<Uuid, bool> {
    let mut counted = BTreeMap::new();
    for target in targets {
        let HouseholdId(household) = target.household_id;
        let key = match duty.options.counting_unit {
            CountingUnit::Pupil => target.student_id.0,
            CountingUnit::Household => household,
        };
        *counted.entry(key).or_insert(false) |= target.covered;
    }
    counted
}
