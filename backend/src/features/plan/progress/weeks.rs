//! Teaching weeks (教学周): by them duties are spread over their period. Pure.

use chrono::{Datelike, NaiveDate};

use super::period::{SchoolCalendar, Span};
use crate::features::calendar::WorkingDays;

/// The teaching days of one week, as far as they lie in a period; there is at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeachingWeek {
    days: Vec<NaiveDate>,
}

impl TeachingWeek {
    /// The day that stands for the week: what holds on at least half of the teaching days holds in the week.
    pub fn middle(&self) -> NaiveDate {
        self.days.get(self.days.len() / 2).copied().unwrap_or_default()
    }

    /// Whether its last teaching day is over; the day itself counts as over.
    pub fn is_gone(&self, on: NaiveDate) -> bool {
        self.days.last().is_some_and(|last| *last <= on)
    }

    /// Teaching days, and how many of them are over.
    pub fn days(&self, on: NaiveDate) -> (u32, u32) {
        let gone = self.days.partition_point(|day| *day <= on);
        (count(self.days.len()), count(gone))
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The teaching weeks of a period: those with a working day of a term in them.
pub fn of(span: Span, calendar: &SchoolCalendar, days: &WorkingDays) -> Vec<TeachingWeek> {
    let mut weeks: Vec<TeachingWeek> = Vec::new();
    let teaching = span
        .starts_on
        .iter_days()
        .take_while(|day| *day <= span.ends_on)
        .filter(|day| days.includes(*day) && calendar.term_on(*day).is_some());
    for day in teaching {
        match weeks.last_mut() {
            Some(week) if week.days[0].iso_week() == day.iso_week() => week.days.push(day),
            _ => weeks.push(TeachingWeek { days: vec![day] }),
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::{
        super::period::{Dated, TermFacts},
        *,
    };
    use crate::entities::ids::TermId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_is_stood_for_by_its_middle_day_and_gone_with_its_last() {
        let span = Span::new(day("2026-08-31"), day("2026-09-11"));
        let calendar = SchoolCalendar {
            terms: vec![Dated {
                distance: 0,
                span,
                what: TermFacts {
                    id: TermId::new(),
                    name: String::new(),
                    teaching_months: Vec::new(),
                },
            }],
            years: Vec::new(),
        };
        let weeks = of(span, &calendar, &WorkingDays::default());
        assert_eq!(weeks.len(), 2);
        assert_eq!(weeks[0].middle(), day("2026-09-02"));
        assert!(!weeks[0].is_gone(day("2026-09-03")) && weeks[0].is_gone(day("2026-09-04")));
        assert_eq!(weeks[0].days(day("2026-09-02")), (5, 3));
    }
}
