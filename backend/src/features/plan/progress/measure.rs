//! From a sheet to the progress of each duty: pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    arithmetic::{self, ProgressState},
    burden::{self, Bound, Burden, Spread},
    dto::{DutyProgress, DutySummary, DutyTarget, Forecast, ProgressPeriod, ProgressSubject, RecordsQuery},
    lists_dto::UnitRow,
    period::Span,
    sheet::{Pupil, Sheet, SheetDuty},
    subject::{PersonFacts, binds},
    words,
};
use crate::entities::{
    duty::{self, CountingUnit, Coverage, DutyMetric, DutySubject},
    duty_waiver,
    rank::Rank,
};

/// A duty as it was found for one person or unit, before it is put into words.
#[derive(Debug, Clone)]
pub struct Measured<'a> {
    pub on: NaiveDate,
    pub duty: &'a duty::Model,
    pub period: &'a ProgressPeriod,
    pub burden: Burden,
    pub waivers: Vec<&'a duty_waiver::Model>,
    pub actual: Option<i32>,
    pub forecast: Option<Forecast>,
    pub state: ProgressState,
    /// Whether the day lies in the past, so that "this term" would be wrong.
    pub past: bool,
    pub over: bool,
}

impl Measured<'_> {
    /// What is left of the target after waivers.
    pub fn rest(&self) -> Option<i32> {
        self.burden.target.map(|target| target - self.burden.waived)
    }
}

/// Whose duty is measured.
#[derive(Debug, Clone, Copy)]
enum Subject<'a> {
    Person(&'a PersonFacts),
    /// A unit, for whoever heads it; without him in the list of units.
    Unit(&'a UnitRow),
}

impl Sheet {
    /// The progress of every duty that binds the person, in the order of the plan.
    pub fn progress(&self, person: &PersonFacts, today: NaiveDate) -> Vec<DutyProgress> {
        self.duties
            .iter()
            .filter_map(|dated| match dated.duty.subject_selector.subject {
                DutySubject::Person => self.measure(dated, Subject::Person(person), today),
                DutySubject::Unit => {
                    let headed = binds(&dated.duty.subject_selector, person, person.rank) && person.works_on(self.on);
                    let unit = UnitRow {
                        id: person.unit_id,
                        name: person.unit_name.clone(),
                        kind: person.unit_kind,
                    };
                    headed
                        .then(|| self.measure(dated, Subject::Unit(&unit), today))
                        .flatten()
                }
            })
            .collect()
    }

    /// The progress of every duty of a unit itself.
    pub fn progress_of_unit(&self, unit: &UnitRow, today: NaiveDate) -> Vec<DutyProgress> {
        self.duties
            .iter()
            .filter(|dated| {
                let selector = &dated.duty.subject_selector;
                selector.subject == DutySubject::Unit
                    && (selector.unit_kinds.is_empty() || selector.unit_kinds.contains(&unit.kind))
            })
            .filter_map(|dated| self.measure(dated, Subject::Unit(unit), today))
            .collect()
    }

    fn measure(&self, dated: &SheetDuty, whose: Subject<'_>, today: NaiveDate) -> Option<DutyProgress> {
        let (duty, period, on) = (&dated.duty, &dated.period, self.on);
        let subject = match whose {
            Subject::Person(person) => ProgressSubject {
                kind: DutySubject::Person,
                id: person.id.0,
                name: person.name.clone(),
            },
            Subject::Unit(unit) => ProgressSubject {
                kind: DutySubject::Unit,
                id: unit.id.0,
                name: unit.name.clone(),
            },
        };
        let everyone = match whose {
            Subject::Person(person) if duty.options.everyone => Some(self.everyone(dated, person)),
            _ => None,
        };
        let bound = |day: NaiveDate| match (whose, everyone) {
            (Subject::Unit(_), _) => Bound::By(duty.target),
            (Subject::Person(person), everyone) => {
                // Who teaches whom is known by the term: "every one" is not spread over its weeks.
                let day = everyone.map_or(day, |_| on);
                let rank = person.rank_on(day);
                if person.works_on(day) && binds(&duty.subject_selector, person, rank) {
                    Bound::By(everyone.map_or(target_of(duty, rank), |(target, _)| Some(target)))
                } else {
                    Bound::Not
                }
            }
        };
        let waivers = self.counts.waivers(duty, subject.id, dated.span);
        let spread = Spread {
            span: dated.span,
            weeks: &dated.weeks,
            on,
        };
        let burden = burden::of(spread, bound, &waivers)?;
        let actual = match (everyone, whose) {
            (Some((_, covered)), _) => Some(covered),
            (None, whose) => self.actual(dated, whose, subject.id),
        };
        let counted = matches!(duty.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered);
        let rest = burden.target.map(|target| target - burden.waived);
        let due_now = rest.map(|rest| {
            if counted {
                arithmetic::due_now(rest, burden.pace)
            } else if duty.metric == DutyMetric::Deliverable && dated.span.ends_on >= on {
                // What is handed in once is due when its period is over, not bit by bit.
                0
            } else {
                rest
            }
        });
        let state = actual.map_or(ProgressState::NotDerived, |actual| {
            arithmetic::state(burden.target, burden.waived, due_now.unwrap_or_default(), actual)
        });
        let forecast = match (rest, actual, period.ends_on) {
            (Some(rest), Some(actual), Some(ends_on)) if counted && rest > 0 => {
                // In teaching days, which are finer than weeks.
                arithmetic::forecast(actual, burden.days).map(|value| Forecast {
                    value: if everyone.is_some() { value.min(rest) } else { value },
                    on: ends_on,
                })
            }
            _ => None,
        };
        let measured = Measured {
            on,
            duty,
            over: period.ends_on.is_some_and(|end| end < on || end < today),
            past: !dated.span.contains(today),
            burden,
            waivers,
            actual,
            forecast,
            state,
            period,
        };
        Some(self.shown(&measured, subject, due_now))
    }

    fn shown(&self, measured: &Measured<'_>, subject: ProgressSubject, due_now: Option<i32>) -> DutyProgress {
        let (duty, burden) = (measured.duty, measured.burden);
        let rest = measured.rest();
        DutyProgress {
            words: words::sentence(measured),
            explanation: words::explanation(measured),
            query: self.query(measured, &subject),
            waivers_query: (burden.waived > 0).then(|| waivers_query(measured, &subject)),
            duty: DutySummary {
                id: duty.id,
                code: duty.code.clone(),
                title: duty.title.clone(),
                source_quote: duty.source_quote.clone(),
                metric: duty.metric,
                activity_kind: duty.activity_kind,
            },
            subject,
            period: measured.period.clone(),
            whole_target: burden.whole,
            target: burden.target,
            waived: burden.waived,
            rest,
            gap: rest.zip(measured.actual).map(|(rest, actual)| (rest - actual).max(0)),
            due_now,
            actual: measured.actual,
            forecast: measured.forecast,
            state: measured.state,
            unit_label: duty.unit_label.clone(),
            informational: duty.informational,
        }
    }

    /// How many a duty that means every one means for this person, and how many of them are covered.
    fn everyone(&self, dated: &SheetDuty, person: &PersonFacts) -> (i32, i32) {
        let mut counted: BTreeMap<Uuid, bool> = BTreeMap::new();
        for pupil in self.pupils_of(person) {
            let key = match dated.duty.options.counting_unit {
                CountingUnit::Pupil => pupil.student_id.0,
                CountingUnit::Household => pupil.household_id.0,
            };
            let covered = self.records(&dated.duty, person, dated.span, pupil) > 0;
            *counted.entry(key).or_insert(false) |= covered;
        }
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        (
            number(counted.len()),
            number(counted.values().filter(|covered| **covered).count()),
        )
    }

    /// The count; what the product cannot derive has none.
    fn actual(&self, dated: &SheetDuty, whose: Subject<'_>, subject: Uuid) -> Option<i32> {
        let duty = &dated.duty;
        match (duty.metric, whose) {
            (DutyMetric::ActivityCount | DutyMetric::TargetsCovered | DutyMetric::Deliverable, _) => {
                Some(self.counts.count(duty, subject, dated.span))
            }
            (DutyMetric::WeeklyLessons, Subject::Person(person)) => Some(person.weekly_lessons()),
            (DutyMetric::YesNo, Subject::Person(person)) if duty.code == "class_teaching" => {
                Some(i32::from(person.is_homeroom()))
            }
            _ => None,
        }
    }

    fn pupils_of(&self, person: &PersonFacts) -> impl Iterator<Item = &Pupil> {
        let pupils = &self.counts.pupils.by_class;
        person
            .classes()
            .into_iter()
            .filter_map(|class| pupils.get(&class))
            .flatten()
    }

    /// The pupils a duty means for this person, and whether each is covered.
    pub fn targets(&self, dated: &SheetDuty, person: &PersonFacts) -> Vec<DutyTarget> {
        self.pupils_of(person)
            .map(|pupil| {
                let records = self.records(&dated.duty, person, dated.span, pupil);
                DutyTarget {
                    student_id: pupil.student_id,
                    student_name: pupil.student_name.clone(),
                    household_id: pupil.household_id,
                    class_id: pupil.class_id,
                    class_name: pupil.class_name.clone(),
                    covered: records > 0,
                    records,
                }
            })
            .collect()
    }

    /// The records that cover a pupil: by any of his teachers, or by this one.
    fn records(&self, duty: &duty::Model, person: &PersonFacts, span: Span, pupil: &Pupil) -> i32 {
        let by_whom = |subject: Uuid| match duty.options.coverage {
            Coverage::EachTeacher => subject == person.id.0,
            Coverage::AnyTeacher => self
                .counts
                .pupils
                .teachers
                .get(&pupil.class_id)
                .is_some_and(|teachers| teachers.contains(&subject)),
        };
        [pupil.student_id.0, pupil.household_id.0]
            .into_iter()
            .filter_map(|target| self.counts.pupils.covered.get(&(duty.id, span.starts_on, target)))
            .flatten()
            .filter(|(subject, _)| by_whom(*subject))
            .map(|(_, records)| *records)
            .sum()
    }

    /// The request that lists what is behind the number.
    fn query(&self, measured: &Measured<'_>, subject: &ProgressSubject) -> Option<RecordsQuery> {
        let duty = measured.duty;
        let path = match duty.metric {
            DutyMetric::TargetsCovered if duty.options.everyone => format!(
                "/api/v1/duty-progress/targets?person_id={}&duty_code={}&on={}",
                subject.id, duty.code, measured.on,
            ),
            DutyMetric::ActivityCount | DutyMetric::TargetsCovered => {
                let kind = serde_json::to_value(duty.activity_kind?).ok()?;
                let whose = match subject.kind {
                    DutySubject::Person => format!("person_id={}&unit_id={}", subject.id, duty.unit_id),
                    DutySubject::Unit => format!("unit_id={}", subject.id),
                };
                let readings = readings(duty);
                let until = measured
                    .period
                    .ends_on
                    .map(|end| format!("&happened_on[lte]={end}"))
                    .unwrap_or_default();
                format!(
                    "/api/v1/activities?kind={}&counted=true&{whose}{readings}&happened_on[gte]={}{until}",
                    kind.as_str()?,
                    measured.period.starts_on,
                )
            }
            DutyMetric::WeeklyLessons | DutyMetric::YesNo => {
                measured.actual?;
                format!(
                    "/api/v1/teaching-assignments?person_id={}&term_id={}",
                    subject.id, self.term_id?
                )
            }
            DutyMetric::Deliverable => format!(
                "/api/v1/study-completions?duty_id={}&person_id={}&state=accepted",
                duty.id, subject.id,
            ),
        };
        Some(RecordsQuery { path })
    }
}

/// The filters of the list of activities that a duty's readings come to.
pub fn readings(duty: &duty::Model) -> String {
    let mut readings = String::new();
    if duty.options.discussed_only {
        readings.push_str("&discussed=true");
    }
    if duty.options.village_schools_only {
        readings.push_str("&unit_kind=village_school");
    }
    readings
}

/// The number a rank has to reach.
fn target_of(duty: &duty::Model, rank: Option<Rank>) -> Option<i32> {
    match (&duty.target_by_rank, rank) {
        (Some(targets), Some(rank)) => targets.0.get(&rank).copied().or(duty.target),
        _ => duty.target,
    }
}

/// The request that lists the waivers behind a reduced target.
fn waivers_query(measured: &Measured<'_>, subject: &ProgressSubject) -> RecordsQuery {
    let whose = match subject.kind {
        DutySubject::Person => format!("person_id={}", subject.id),
        DutySubject::Unit => format!("unit_id={}&of_units=true", subject.id),
    };
    let until = measured
        .period
        .ends_on
        .map(|end| format!("&starts_on[lte]={end}"))
        .unwrap_or_default();
    RecordsQuery {
        path: format!(
            "/api/v1/waivers?state=approved&{whose}&duty_code={}&ends_on[gte]={}{until}",
            measured.duty.code, measured.period.starts_on,
        ),
    }
}
