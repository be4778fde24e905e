//! Time limits (时限) and lights: pure functions of the calendar.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::local_date,
    entities::ledger_entry::{self, LedgerState, Urgency},
    features::calendar::WorkingDays,
};

/// A stage is due soon from the day before its limit.
pub const SOON_STAGE_DAYS: u64 = 1;
/// An entry is due soon from three days before its limit.
pub const SOON_DAYS: u64 = 3;

/// The time limits of a category in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Working days for each step until the handler has signed.
    pub sign: i16,
    /// Working days within which an entry can be given back.
    pub give_back: i16,
    /// Days until the answer.
    pub normal: i16,
    /// Days until the answer of a complex concern.
    pub complex: i16,
    /// The most days of the one extension.
    pub extension: i16,
    /// Days of the outer legal limit (法定期限).
    pub outer: i16,
    /// Days by which the outer legal limit can be extended.
    pub outer_extension: i16,
}

/// How an entry stands against its limits (亮灯).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// 已办结: closed.
    Green,
    /// 期限内: in time.
    White,
    /// 即将到期: due soon.
    Yellow,
    /// 已逾期: overdue.
    Red,
    /// 已中止: the clock stands still.
    Grey,
}

/// When an entry must be answered. A day off moves the limit to the next working day.
pub fn due_at(begun: DateTime<Utc>, urgency: Urgency, limits: Limits, days: &WorkingDays) -> DateTime<Utc> {
    let today = local_date(begun);
    let count = match urgency {
        Urgency::Urgent => return end_of(today),
        Urgency::Normal => limits.normal,
        Urgency::Complex => limits.complex,
    };
    let last = today + Days::new(u64::from(count.unsigned_abs()));
    end_of(if days.includes(last) {
        last
    } else {
        days.next_after(last)
    })
}

/// When the present stage must be over; `None` where only the whole limit counts.
pub fn stage_due_at(
    state: LedgerState,
    since: DateTime<Utc>,
    urgency: Urgency,
    limits: Limits,
    days: &WorkingDays,
) -> Option<DateTime<Utc>> {
    match state {
        LedgerState::InProgress | LedgerState::Closed => None,
        _ if urgency == Urgency::Urgent => Some(end_of(local_date(since))),
        LedgerState::Registered | LedgerState::Accepted | LedgerState::Routed | LedgerState::Replied => {
            let count = u32::from(limits.sign.unsigned_abs());
            Some(end_of(days.add(local_date(since), count)))
        }
    }
}

/// When the clocks of an entry began: with its registration, and of one that was taken over (补录), with that.
pub fn counted_from(entry: &ledger_entry::Model) -> DateTime<Utc> {
    if entry.legacy_number.is_some() {
        entry.created_at
    } else {
        entry.registered_at
    }
}

/// The nearer of the two limits.
pub fn next_due(due_at: DateTime<Utc>, stage_due_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    stage_due_at.map_or(due_at, |stage| stage.min(due_at))
}

/// The light of an entry.
pub fn light(
    state: LedgerState,
    suspended: bool,
    due_at: DateTime<Utc>,
    stage_due_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Light {
    if state == LedgerState::Closed {
        return Light::Green;
    }
    if suspended {
        return Light::Grey;
    }
    if next_due(due_at, stage_due_at) < now {
        return Light::Red;
    }
    let stage_soon = stage_due_at.is_some_and(|stage| stage <= soon(now, SOON_STAGE_DAYS));
    if stage_soon || due_at <= soon(now, SOON_DAYS) {
        return Light::Yellow;
    }
    Light::White
}

/// Days until the nearer limit: 0 is today, negative is late; `None` once closed or suspended.
pub fn days_left(
    light: Light,
    due_at: DateTime<Utc>,
    stage_due_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<i64> {
    match light {
        Light::Green | Light::Grey => None,
        Light::White | Light::Yellow | Light::Red => {
            Some((local_date(next_due(due_at, stage_due_at)) - local_date(now)).num_days())
        }
    }
}

/// Limits up to this instant count as near.
pub fn soon(now: DateTime<Utc>, days: u64) -> DateTime<Utc> {
    end_of(local_date(now) + Days::new(days))
}

/// The first instant of a day in China (UTC+8).
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(8)
}

/// The last second of a day in China (UTC+8).
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(16) - TimeDelta::seconds(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::calendar_day::CalendarDayKind;

    const LIMITS: Limits = Limits {
        sign: 2,
        give_back: 2,
        normal: 15,
        complex: 30,
        extension: 15,
        outer: 60,
        outer_extension: 30,
    };

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn local(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}+08:00")).unwrap().into()
    }

    #[test]
    fn two_working_days_leave_out_the_weekend() {
        let friday = at("2026-11-20T09:00:00Z");
        let due = stage_due_at(
            LedgerState::Routed,
            friday,
            Urgency::Normal,
            LIMITS,
            &WorkingDays::default(),
        );
        assert_eq!(due, Some(local("2026-11-24T23:59:59")));
    }

    #[test]
    fn the_answer_is_due_after_15_or_30_days_or_the_same_day() {
        let monday = at("2026-11-23T02:00:00Z");
        let days = WorkingDays::default();
        assert_eq!(
            due_at(monday, Urgency::Normal, LIMITS, &days),
            local("2026-12-08T23:59:59")
        );
        assert_eq!(
            due_at(monday, Urgency::Complex, LIMITS, &days),
            local("2026-12-23T23:59:59")
        );
        assert_eq!(
            due_at(monday, Urgency::Urgent, LIMITS, &days),
            local("2026-11-23T23:59:59")
        );
    }

    #[test]
    fn a_limit_on_a_day_off_moves_to_the_next_working_day() {
        let wednesday = at("2026-09-16T02:00:00Z");
        let holiday = (1..=7).map(|day| (format!("2026-10-0{day}").parse().unwrap(), CalendarDayKind::Holiday));
        let days: WorkingDays = holiday.collect();
        assert_eq!(
            due_at(wednesday, Urgency::Normal, LIMITS, &days),
            local("2026-10-08T23:59:59")
        );
    }

    #[test]
    fn late_in_the_evening_it_is_still_today_in_china() {
        let before_midnight = local("2026-11-23T23:30:00");
        assert_eq!(
            due_at(before_midnight, Urgency::Urgent, LIMITS, &WorkingDays::default()),
            local("2026-11-23T23:59:59")
        );
    }

    #[test]
    fn the_light_follows_the_nearer_limit() {
        let now = at("2026-11-23T02:00:00Z");
        let (state, due) = (LedgerState::Routed, local("2026-12-08T23:59:59"));
        let light = |stage| light(state, false, due, Some(stage), now);
        assert_eq!(light(local("2026-11-25T23:59:59")), Light::White);
        assert_eq!(light(local("2026-11-24T23:59:59")), Light::Yellow);
        assert_eq!(light(local("2026-11-22T23:59:59")), Light::Red);
        assert_eq!(
            days_left(Light::Red, due, Some(local("2026-11-22T23:59:59")), now),
            Some(-1)
        );
    }
}
