//! Which reminders are due on a day: pure.

use chrono::{Datelike, Days, NaiveDate};
use sea_orm::ConnectionTrait;

use super::{dto::Reminded, queries};
use crate::{
    entities::{duty_reminder, ids::PersonId},
    error::Result,
    features::plan::progress::{DutyProgress, PersonProgress, ProgressState},
};

/// What a person wanted to be reminded of today.
pub async fn due_today(
    db: &impl ConnectionTrait,
    person_id: PersonId,
    progress: &PersonProgress,
    today: NaiveDate,
) -> Result<Vec<Reminded>> {
    let reminders = queries::of_person(db, person_id).await?;
    let due = reminders.into_iter().filter_map(|reminder| {
        let duty = progress
            .items
            .iter()
            .find(|item| item.duty.code == reminder.duty_code)?;
        is_due(&reminder, duty, today).then(|| Reminded {
            reminder_id: reminder.id,
            duty_code: reminder.duty_code,
            words: duty.words.clone(),
            query: duty.query.clone(),
        })
    });
    Ok(due.collect())
}

fn is_due(reminder: &duty_reminder::Model, duty: &DutyProgress, today: NaiveDate) -> bool {
    let done = matches!(duty.state, ProgressState::Met | ProgressState::Waived);
    if reminder.only_if_not_met && done {
        return false;
    }
    let weekly = reminder
        .weekday
        .is_some_and(|weekday| u32::try_from(weekday) == Ok(today.weekday().number_from_monday()));
    let before_end = reminder
        .days_before_end
        .and_then(|days| u64::try_from(days).ok())
        .zip(duty.period.ends_on)
        .is_some_and(|(days, end)| end.checked_sub_days(Days::new(days)) == Some(today));
    weekly || before_end
}
