//! The bounds of the periods over which duties are counted.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    entities::{
        duty::DutyPeriod,
        ids::{OrgUnitId, TermId},
        org_unit_closure, school_year, term,
    },
    error::Result,
};

/// First and last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl Span {
    pub fn new(starts_on: NaiveDate, ends_on: NaiveDate) -> Self {
        Self { starts_on, ends_on }
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.starts_on <= other.ends_on && other.starts_on <= self.ends_on
    }
}

/// The time a plan is in force; the last day is far away while it lasts.
pub fn in_force(from: NaiveDate, to: Option<NaiveDate>) -> Span {
    Span::new(from, to.unwrap_or(NaiveDate::MAX))
}

/// A term or school year of a unit above or of the unit itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// 0 is the unit itself.
    pub distance: i32,
    pub span: Span,
    pub what: T,
}

/// A term as duties need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFacts {
    pub id: TermId,
    pub name: String,
    pub teaching_months: Vec<String>,
}

/// The terms and school years that hold for a unit.
#[derive(Debug, Clone, Default)]
pub struct SchoolCalendar {
    pub terms: Vec<Dated<TermFacts>>,
    pub years: Vec<Dated<String>>,
}

impl SchoolCalendar {
    pub async fn load(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Self> {
        Ok(Self::load_many(db, &[unit_id])
            .await?
            .remove(&unit_id)
            .unwrap_or_default())
    }

    /// The calendars of some units, read together.
    pub async fn load_many(db: &impl ConnectionTrait, units: &[OrgUnitId]) -> Result<HashMap<OrgUnitId, Self>> {
        let above = org_unit_closure::Entity::find()
            .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
            .all(db)
            .await?;
        let owners: HashSet<OrgUnitId> = above.iter().map(|link| link.ancestor_id).collect();
        let terms = term::Entity::find()
            .filter(term::Column::UnitId.is_in(owners.iter().copied()))
            .all(db)
            .await?;
        let years = school_year::Entity::find()
            .filter(school_year::Column::UnitId.is_in(owners))
            .all(db)
            .await?;
        let mut calendars: HashMap<OrgUnitId, Self> = units.iter().map(|unit| (*unit, Self::default())).collect();
        for link in above {
            let Some(calendar) = calendars.get_mut(&link.descendant_id) else {
                continue;
            };
            let of_unit = terms.iter().filter(|term| term.unit_id == link.ancestor_id);
            calendar.terms.extend(of_unit.map(|term| Dated {
                distance: link.depth,
                span: Span::new(term.starts_on, term.ends_on),
                what: TermFacts {
                    id: term.id,
                    name: term.name.clone(),
                    teaching_months: term.teaching_months.0.clone(),
                },
            }));
            let of_unit = years.iter().filter(|year| year.unit_id == link.ancestor_id);
            calendar.years.extend(of_unit.map(|year| Dated {
                distance: link.depth,
                span: Span::new(year.starts_on, year.ends_on),
                what: year.name.clone(),
            }));
        }
        Ok(calendars)
    }

    /// Whether lessons are held in the month of a day; a term that names no months has them in all.
    pub fn is_teaching_month(&self, on: NaiveDate) -> bool {
        self.term_on(on).is_some_and(|term| {
            let months = &term.what.teaching_months;
            months.is_empty() || months.contains(&on.format("%Y-%m").to_string())
        })
    }

    /// The term that contains a day: that of the nearest unit.
    pub fn term_on(&self, day: NaiveDate) -> Option<&Dated<TermFacts>> {
        nearest(&self.terms, day)
    }

    /// A day in the term nearest to a day: itself in a term, otherwise the first day of the next one or the last day of
    /// the one before.
    pub fn term_near(&self, day: NaiveDate) -> NaiveDate {
        if self.term_on(day).is_some() {
            return day;
        }
        let starts = self
            .terms
            .iter()
            .map(|term| term.span.starts_on)
            .filter(|start| *start > day);
        let ends = self.terms.iter().map(|term| term.span.ends_on).filter(|end| *end < day);
        starts.min().or(ends.max()).unwrap_or(day)
    }

    /// The terms in force in a span, each once.
    pub fn terms_within(&self, span: Span) -> Vec<&Dated<TermFacts>> {
        let mut within: Vec<&Dated<TermFacts>> = self
            .terms
            .iter()
            .filter(|term| term.span.overlaps(span))
            .filter(|term| {
                self.term_on(term.span.starts_on)
                    .is_some_and(|holds| holds.what.id == term.what.id)
            })
            .collect();
        within.sort_by_key(|term| term.span);
        within
    }

    /// The school year that contains a day: that of the nearest unit.
    pub fn year_on(&self, day: NaiveDate) -> Option<&Dated<String>> {
        nearest(&self.years, day)
    }

    /// The period that contains a day; none in the holidays for what goes by terms.
    pub fn span_of(&self, period: DutyPeriod, day: NaiveDate, plan: Span) -> Option<Span> {
        match period {
            DutyPeriod::Month | DutyPeriod::TeachingMonth => Some(month_of(day)),
            DutyPeriod::Term => self.term_on(day).map(|term| term.span),
            DutyPeriod::SchoolYear => self.year_on(day).map(|year| year.span),
            DutyPeriod::Week => Some(week_of(day)),
            DutyPeriod::Standing | DutyPeriod::Plan => plan.contains(day).then_some(plan),
        }
    }
}

fn nearest<T>(dated: &[Dated<T>], day: NaiveDate) -> Option<&Dated<T>> {
    dated
        .iter()
        .filter(|candidate| candidate.span.contains(day))
        .min_by_key(|candidate| (candidate.distance, candidate.span))
}

/// The calendar month of a day.
pub fn month_of(day: NaiveDate) -> Span {
    let first = day.with_day(1).unwrap_or(day);
    let last = first
        .checked_add_months(Months::new(1))
        .and_then(|next| next.pred_opt())
        .unwrap_or(day);
    Span::new(first, last)
}

/// Monday to Sunday around a day.
pub fn week_of(day: NaiveDate) -> Span {
    let monday = day - Days::new(day.weekday().num_days_from_monday().into());
    Span::new(monday, monday + Days::new(6))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> SchoolCalendar {
        let term = |from: &str, to: &str, distance| Dated {
            distance,
            span: Span::new(day(from), day(to)),
            what: TermFacts {
                id: TermId::new(),
                name: from.to_owned(),
                teaching_months: Vec::new(),
            },
        };
        SchoolCalendar {
            terms: vec![
                term("2026-03-02", "2026-07-10", 0),
                term("2026-08-31", "2027-01-15", 0),
                term("2026-09-01", "2027-01-20", 1),
            ],
            years: vec![Dated {
                distance: 0,
                span: Span::new(day("2026-08-31"), day("2027-08-30")),
                what: "2026–2027".to_owned(),
            }],
        }
    }

    #[test]
    fn holidays_belong_to_no_term_and_the_own_term_outweighs_that_of_the_bureau() {
        let plan = in_force(day("2026-01-01"), None);
        let term = |on: &str| calendar().span_of(DutyPeriod::Term, day(on), plan);
        assert_eq!(term("2026-08-01"), None);
        assert_eq!(term("2026-11-23").unwrap().ends_on, day("2027-01-15"));
        assert_eq!(term("2027-01-18").unwrap().starts_on, day("2026-09-01"));
    }

    proptest! {
        #[test]
        fn a_period_contains_the_day_it_was_asked_for(offset in 0_u64..800) {
            let on = day("2025-12-01") + Days::new(offset);
            let plan = in_force(day("2026-01-01"), Some(day("2026-12-31")));
            for period in [DutyPeriod::Month, DutyPeriod::TeachingMonth, DutyPeriod::Term, DutyPeriod::SchoolYear,
                DutyPeriod::Week, DutyPeriod::Standing, DutyPeriod::Plan] {
                if let Some(span) = calendar().span_of(period, on, plan) {
                    prop_assert!(span.contains(on), "{period:?} {span:?} {on}");
                    // Every day of a period gives the same period: the counter's key is one.
                    if period != DutyPeriod::Term {
                        prop_assert_eq!(calendar().span_of(period, span.starts_on, plan), Some(span));
                    }
                }
            }
            prop_assert!(calendar().span_of(DutyPeriod::Week, on, plan).is_some());
        }

        #[test]
        fn months_and_weeks_follow_each_other_without_gap(offset in 0_u64..4_000) {
            let on = day("2020-01-01") + Days::new(offset);
            prop_assert_eq!(month_of(month_of(on).ends_on + Days::new(1)).starts_on, month_of(on).ends_on + Days::new(1));
            prop_assert_eq!(week_of(week_of(on).ends_on + Days::new(1)).starts_on, week_of(on).ends_on + Days::new(1));
        }
    }
}
