//! When the product reminds whom (催办): pure functions of an entry's limits and of the calendar.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::clock::{SOON_DAYS, SOON_STAGE_DAYS, end_of, next_due, start_of};
use crate::{
    clock::local_date,
    entities::{ledger_entry::Urgency, ledger_reminder::ReminderLevel},
    features::calendar::WorkingDays,
};

/// Every level, the first one first.
pub const LEVELS: [ReminderLevel; 4] = [
    ReminderLevel::Near,
    ReminderLevel::Over,
    ReminderLevel::Branch,
    ReminderLevel::Office,
];

/// The stage an entry is in, and its limits.
#[derive(Debug, Clone, Copy)]
pub struct Running {
    pub urgency: Urgency,
    pub begun_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub stage_due_at: Option<DateTime<Utc>>,
}

impl Running {
    /// The nearer of the two limits.
    pub fn limit(&self) -> DateTime<Utc> {
        next_due(self.due_at, self.stage_due_at)
    }

    /// When a reminder of this level is due.
    ///
    /// Whoever gets an entry today is told so today, and reminded from tomorrow on. What was late before a stage began
    /// is counted from its beginning: the new holder has the same working day before others hear of it.
    pub fn reminder_at(&self, level: ReminderLevel, days: &WorkingDays) -> DateTime<Utc> {
        if self.urgency == Urgency::Urgent {
            return self.urgent_reminder_at(level);
        }
        let late_from = self.limit().max(self.begun_at);
        let working_days_later = |count| end_of(days.add(local_date(late_from), count));
        match level {
            ReminderLevel::Near => {
                let near = |limit: DateTime<Utc>, days| start_of(local_date(limit) - Days::new(days));
                let stage = self.stage_due_at.map(|limit| near(limit, SOON_STAGE_DAYS));
                let near = next_due(near(self.due_at, SOON_DAYS), stage);
                near.max(start_of(local_date(self.begun_at) + Days::new(1)))
            }
            ReminderLevel::Over => late_from,
            ReminderLevel::Branch => working_days_later(1),
            ReminderLevel::Office => working_days_later(2),
        }
    }

    /// What must be done the same day does not wait for tomorrow: hours, and never later than the limit.
    fn urgent_reminder_at(&self, level: ReminderLevel) -> DateTime<Utc> {
        let limit = self.limit().max(self.begun_at);
        let after = |hours| (self.begun_at + TimeDelta::hours(hours)).min(limit);
        match level {
            ReminderLevel::Near => after(2),
            ReminderLevel::Branch => after(4),
            ReminderLevel::Office => after(6),
            ReminderLevel::Over => limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}+08:00")).unwrap().into()
    }

    fn at(running: Running, level: ReminderLevel) -> DateTime<Utc> {
        running.reminder_at(level, &WorkingDays::default())
    }

    /// Routed on a Wednesday, to be signed by Friday evening.
    const fn routed(begun_at: DateTime<Utc>, stage_due_at: DateTime<Utc>, due_at: DateTime<Utc>) -> Running {
        Running {
            urgency: Urgency::Normal,
            begun_at,
            due_at,
            stage_due_at: Some(stage_due_at),
        }
    }

    #[test]
    fn first_the_handler_then_the_branch_principal_then_the_office() {
        let running = routed(
            local("2026-11-25T10:00:00"),
            local("2026-11-27T23:59:59"),
            local("2026-12-10T23:59:59"),
        );
        assert_eq!(at(running, ReminderLevel::Near), local("2026-11-26T00:00:00"));
        assert_eq!(at(running, ReminderLevel::Over), local("2026-11-27T23:59:59"));
        assert_eq!(at(running, ReminderLevel::Branch), local("2026-11-30T23:59:59"));
        assert_eq!(at(running, ReminderLevel::Office), local("2026-12-01T23:59:59"));
    }

    #[test]
    fn who_gets_it_today_is_reminded_from_tomorrow_on() {
        let running = routed(
            local("2026-11-25T10:00:00"),
            local("2026-11-26T23:59:59"),
            local("2026-12-10T23:59:59"),
        );
        assert_eq!(at(running, ReminderLevel::Near), local("2026-11-26T00:00:00"));
    }

    #[test]
    fn a_new_holder_of_something_late_has_a_working_day_before_others_hear_of_it() {
        let running = Running {
            urgency: Urgency::Complex,
            begun_at: local("2026-11-27T09:00:00"),
            due_at: local("2026-11-10T23:59:59"),
            stage_due_at: None,
        };
        assert_eq!(at(running, ReminderLevel::Over), local("2026-11-27T09:00:00"));
        assert_eq!(at(running, ReminderLevel::Branch), local("2026-11-30T23:59:59"));
    }

    #[test]
    fn what_is_urgent_does_not_wait_for_tomorrow() {
        let urgent = |begun: &str| Running {
            urgency: Urgency::Urgent,
            begun_at: local(begun),
            due_at: local("2026-11-25T23:59:59"),
            stage_due_at: Some(local("2026-11-25T23:59:59")),
        };
        let morning = urgent("2026-11-25T09:00:00");
        assert_eq!(at(morning, ReminderLevel::Near), local("2026-11-25T11:00:00"));
        assert_eq!(at(morning, ReminderLevel::Branch), local("2026-11-25T13:00:00"));
        assert_eq!(at(morning, ReminderLevel::Office), local("2026-11-25T15:00:00"));
        let evening = urgent("2026-11-25T21:00:00");
        assert_eq!(at(evening, ReminderLevel::Office), local("2026-11-25T23:59:59"));
    }
}
