//! How much of a duty falls to somebody, and what is waived of it: pure.
//!
//! A target is set for a whole period. It falls to a person in proportion to the **teaching weeks** (教学周) of the
//! period in which the duty bound him:
//!
//! - A week counts by its middle teaching day: what holds on at least half of its teaching days holds in the week.
//! - The duty binds him while his rank is one of the duty's. His first rank on file reaches back as far as one asks,
//!   because what was before is not known; a later one begins on its day. Where ranks have targets of their own, each
//!   week has that of its rank.
//! - It binds him from the day he joined the school. Whoever held a post at another school that has ended joined on
//!   the first day of his next post here, or the day after the other one ended. Who came new to the profession in the
//!   middle of a period is not told from who was entered late: for him there is the waiver "late posting" (到任晚).
//! - Whoever was bound for a week at all has at least 1 to do; otherwise the share is rounded to the nearest whole.
//! - "Every one" (每一位) stays every one.
//!
//! An approved waiver (减免) takes off the share of its bound weeks, or the number it states; that number belongs to
//! the period in which the waiver begins. Nothing else reduces a target: a leave alone does not.

use chrono::NaiveDate;

use super::{arithmetic::Pace, period::Span, weeks::TeachingWeek};
use crate::entities::duty_waiver;

/// Whether a duty binds somebody on a day, and with which target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Not,
    /// None where the plan sets no number.
    By(Option<i32>),
}

/// What falls to somebody of a duty in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burden {
    /// The plan's number for the whole period, by the latest rank that was bound.
    pub whole: Option<i32>,
    /// What of it falls to him, before waivers.
    pub target: Option<i32>,
    /// What approved waivers take off.
    pub waived: i32,
    /// Teaching weeks of the period; 0 where it has none, or no end.
    pub weeks: u32,
    /// Those in which the duty bound him.
    pub bound_weeks: u32,
    /// Those of them that are waived.
    pub waived_weeks: u32,
    /// Bound and not waived: weeks that are over, and all.
    pub pace: Pace,
    /// The same in teaching days.
    pub days: Pace,
}

/// A period as it is spread over teaching weeks.
#[derive(Debug, Clone, Copy)]
pub struct Spread<'a> {
    pub span: Span,
    pub weeks: &'a [TeachingWeek],
    pub on: NaiveDate,
}

/// What falls to somebody; none where the duty does not bind him now and did not in a week of the period that is over.
pub fn of(spread: Spread<'_>, bound: impl Fn(NaiveDate) -> Bound, waivers: &[&duty_waiver::Model]) -> Option<Burden> {
    if spread.weeks.is_empty() {
        return without_weeks(spread, bound(spread.on), waivers);
    }
    let marks: Vec<Bound> = spread.weeks.iter().map(|week| bound(week.middle())).collect();
    let weeks = || spread.weeks.iter().zip(&marks);
    let is_bound = |mark: &Bound| *mark != Bound::Not;
    let now = bound(spread.on);
    if now == Bound::Not && !weeks().any(|(week, mark)| is_bound(mark) && week.is_gone(spread.on)) {
        return None;
    }
    let waived = |week: &TeachingWeek| {
        let spans = waivers.iter().filter(|waiver| waiver.amount.is_none());
        spans
            .into_iter()
            .any(|waiver| waiver.starts_on <= week.middle() && week.middle() <= waiver.ends_on)
    };
    let total = count(spread.weeks.len());
    let bound_weeks = count(marks.iter().filter(|mark| is_bound(mark)).count());
    let waived_weeks = count(weeks().filter(|(week, mark)| is_bound(mark) && waived(week)).count());
    let number = |mark: &Bound| match mark {
        Bound::By(target) => *target,
        Bound::Not => None,
    };
    let share = |of: &dyn Fn(&TeachingWeek) -> bool| -> Option<i64> {
        let targets: Vec<i64> = weeks()
            .filter(|(week, _)| of(week))
            .filter_map(|(_, mark)| number(mark).map(i64::from))
            .collect();
        (!targets.is_empty()).then(|| rounded(targets.iter().sum(), total))
    };
    let latest = weeks().filter_map(|(_, mark)| number(mark)).next_back();
    let something = marks.iter().any(|mark| number(mark).is_some_and(|target| target > 0));
    let target = match share(&|_| true) {
        Some(share) => Some(whole_number(share.max(i64::from(something)))),
        None => number(&now).map(|_| 0),
    };
    let by_weeks = if waived_weeks == bound_weeks {
        target.unwrap_or_default()
    } else {
        whole_number(share(&|week| waived(week)).unwrap_or_default())
    };
    let required = || weeks().filter(|(week, mark)| is_bound(mark) && !waived(week));
    let mut days = Pace { gone: 0, total: 0 };
    for (week, _) in required() {
        let (all, gone) = week.days(spread.on);
        days.total += all;
        days.gone += gone;
    }
    Some(Burden {
        whole: number(&now).or(latest),
        target,
        waived: capped(target, by_weeks.saturating_add(stated(spread.span, waivers))),
        weeks: total,
        bound_weeks,
        waived_weeks,
        pace: Pace {
            gone: count(required().filter(|(week, _)| week.is_gone(spread.on)).count()),
            total: count(required().count()),
        },
        days,
    })
}

/// What has no weeks to be spread over (standing, without an end, a week of holidays) is waived as a whole or by number.
fn without_weeks(spread: Spread<'_>, now: Bound, waivers: &[&duty_waiver::Model]) -> Option<Burden> {
    let Bound::By(target) = now else { return None };
    let waived_now = waivers
        .iter()
        .any(|waiver| waiver.amount.is_none() && waiver.starts_on <= spread.on && spread.on <= waiver.ends_on);
    let all = if waived_now { target.unwrap_or_default() } else { 0 };
    Some(Burden {
        whole: target,
        target,
        waived: capped(target, all.saturating_add(stated(spread.span, waivers))),
        weeks: 0,
        bound_weeks: 0,
        waived_weeks: 0,
        pace: Pace { gone: 0, total: 0 },
        days: Pace { gone: 0, total: 0 },
    })
}

/// The stated numbers of the waivers that begin in the period.
fn stated(span: Span, waivers: &[&duty_waiver::Model]) -> i32 {
    waivers
        .iter()
        .filter(|waiver| span.contains(waiver.starts_on))
        .filter_map(|waiver| waiver.amount)
        .fold(0, i32::saturating_add)
}

fn capped(target: Option<i32>, waived: i32) -> i32 {
    target.map_or(0, |target| waived.min(target))
}

/// A sum of weekly targets over all weeks, to the nearest whole.
fn rounded(sum: i64, weeks: u32) -> i64 {
    let weeks = i64::from(weeks);
    (2 * sum + weeks) / (2 * weeks)
}

fn whole_number(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::{
        super::{
            period::{Dated, SchoolCalendar, TermFacts},
            weeks,
        },
        *,
    };
    use crate::{
        entities::{
            duty_waiver::{WaiverAuthority, WaiverKind, WaiverState},
            ids::{AccountId, DutyWaiverId, OrgUnitId, TermId},
        },
        features::calendar::WorkingDays,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Twenty weeks from Monday 31 August 2026.
    fn term() -> Span {
        Span::new(day("2026-08-31"), day("2027-01-15"))
    }

    fn twenty_weeks() -> Vec<TeachingWeek> {
        let term = Dated {
            distance: 0,
            span: term(),
            what: TermFacts {
                id: TermId::new(),
                name: String::new(),
                teaching_months: Vec::new(),
            },
        };
        let calendar = SchoolCalendar {
            terms: vec![term],
            years: Vec::new(),
        };
        weeks::of(self::term(), &calendar, &WorkingDays::default())
    }

    fn waiver(from: NaiveDate, to: NaiveDate, amount: Option<i32>) -> duty_waiver::Model {
        duty_waiver::Model {
            id: DutyWaiverId(Uuid::nil()),
            unit_id: OrgUnitId(Uuid::nil()),
            person_id: None,
            duty_code: None,
            duty_title: None,
            kind: WaiverKind::Leave,
            starts_on: from,
            ends_on: to,
            amount,
            reason: String::new(),
            leave_id: None,
            authority: WaiverAuthority::School,
            state: WaiverState::Approved,
            requested_by: AccountId(Uuid::nil()),
            requested_at: chrono::DateTime::UNIX_EPOCH,
            decided_by: None,
            decided_at: None,
            decision_note: None,
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn measured(on: &str, from: &str, waivers: &[duty_waiver::Model]) -> Option<Burden> {
        let weeks = twenty_weeks();
        let spread = Spread {
            span: term(),
            weeks: &weeks,
            on: day(on),
        };
        let bound = |on: NaiveDate| {
            if on >= day(from) {
                Bound::By(Some(40))
            } else {
                Bound::Not
            }
        };
        of(spread, bound, &waivers.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_rank_that_begins_in_the_middle_brings_its_share() {
        let burden = measured("2026-11-26", "2026-11-02", &[]).unwrap();
        assert_eq!((burden.weeks, burden.bound_weeks), (20, 11));
        assert_eq!((burden.whole, burden.target), (Some(40), Some(22)));
        assert_eq!(burden.pace, Pace { gone: 3, total: 11 });
        // On a Thursday the week is not counted from its middle day on, on a Wednesday it is.
        assert_eq!(measured("2026-11-26", "2026-11-05", &[]).unwrap().bound_weeks, 10);
        assert_eq!(measured("2026-11-26", "2026-11-04", &[]).unwrap().bound_weeks, 11);
        assert_eq!(measured("2026-10-30", "2026-11-02", &[]), None);
    }

    #[test]
    fn a_waiver_takes_off_its_weeks_or_the_number_it_states() {
        let four_weeks = waiver(day("2026-10-12"), day("2026-11-08"), None);
        let burden = measured("2026-11-26", "2026-01-01", &[four_weeks]).unwrap();
        assert_eq!((burden.target, burden.waived, burden.waived_weeks), (Some(40), 8, 4));
        assert_eq!(burden.pace.total, 16);
        let five = waiver(day("2026-10-12"), day("2026-10-12"), Some(5));
        assert_eq!(measured("2026-11-26", "2026-01-01", &[five]).unwrap().waived, 5);
        let everything = waiver(day("2026-08-01"), day("2027-02-01"), None);
        let burden = measured("2026-11-26", "2026-11-02", &[everything]).unwrap();
        assert_eq!((burden.target, burden.waived), (Some(22), 22));
    }

    proptest! {
        #[test]
        fn never_more_is_waived_than_there_is_and_never_more_is_asked_than_the_plan_asks(
            bound_from in 0_u64..160, leave_from in 0_u64..160, long in 0_u64..160, amount in proptest::option::of(1_i32..100),
            on in 0_u64..160,
        ) {
            let from = term().starts_on + Days::new(bound_from);
            let leave = term().starts_on + Days::new(leave_from);
            let waivers = [waiver(leave, leave + Days::new(long), amount)];
            let weeks = twenty_weeks();
            let spread = Spread { span: term(), weeks: &weeks, on: term().starts_on + Days::new(on) };
            let bound = |on: NaiveDate| if on >= from { Bound::By(Some(40)) } else { Bound::Not };
            if let Some(burden) = of(spread, bound, &waivers.iter().collect::<Vec<_>>()) {
                let target = burden.target.unwrap();
                prop_assert!((0..=40).contains(&target) && (0..=target).contains(&burden.waived));
                prop_assert!(burden.pace.gone <= burden.pace.total && burden.pace.total <= burden.bound_weeks);
                prop_assert_eq!(burden.pace.total, burden.bound_weeks - burden.waived_weeks);
                prop_assert!(burden.days.gone <= burden.days.total);
            }
        }
    }
}
