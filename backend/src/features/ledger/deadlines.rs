//! How the limits of an entry move: with each stage, with an extension, and by the days its clock stood still.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::{
    categories::limits_in_force,
    clock::{self, Limits},
    writing::Writing,
};
use crate::{
    clock::local_date,
    entities::{ids::OrgUnitId, ledger_entry},
    error::{Error, Result},
    features::calendar::{WorkingDays, working_days},
    language::text,
};

/// The limits of the stage that begins; work that is taken up again gets the whole time again.
pub async fn begin_stage(tx: &impl ConnectionTrait, writing: &mut Writing) -> Result<()> {
    let (entry, now) = (&writing.entry, writing.now);
    let limits = limits_in_force(tx, entry.category_id, entry.unit_id, now).await?;
    let days = working_days(tx, entry.unit_id, local_date(now)).await?;
    let due_at = clock::due_at(now, entry.urgency, limits, &days);
    writing.row.stage_due_at = Set(clock::stage_due_at(writing.to, now, entry.urgency, limits, &days));
    if writing.reopens() {
        writing.tell("due_at", due_at);
        writing.row.due_at = Set(due_at);
    }
    Ok(())
}

/// Refuses more time than the limits of the entry know.
pub async fn check_extension(tx: &impl ConnectionTrait, entry: &ledger_entry::Model, days: i16) -> Result<()> {
    let limits = limits_in_force(tx, entry.category_id, entry.unit_id, clock::counted_from(entry)).await?;
    if days <= limits.extension {
        return Ok(());
    }
    let most = limits.extension;
    Err(Error::invalid(
        "days",
        "range",
        text(
            format!("这一类别最多延期 {most} 天"),
            format!("{most} days at most for this category"),
        ),
    ))
}

/// Moves the limit of an entry by some days.
pub async fn give_more_time(tx: &impl ConnectionTrait, writing: &mut Writing, days: i64) -> Result<()> {
    let due_at = later(tx, writing.entry.unit_id, writing.entry.due_at, days).await?;
    writing.tell("due_at", due_at);
    writing.row.due_at = Set(due_at);
    Ok(())
}

/// Lets the clock go on: the limits move by the days it stood still.
pub async fn resume(tx: &impl ConnectionTrait, writing: &mut Writing) -> Result<()> {
    let (now, unit_id) = (writing.now, writing.entry.unit_id);
    let since = writing.entry.suspended_at.unwrap_or(now);
    let stood = (local_date(now) - local_date(since)).num_days();
    writing.tell("stood_days", stood);
    writing.row.suspended_at = Set(None);
    if let Some(stage_due_at) = writing.entry.stage_due_at {
        writing.row.stage_due_at = Set(Some(later(tx, unit_id, stage_due_at, stood).await?));
    }
    give_more_time(tx, writing, stood).await
}

async fn later(
    tx: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    limit: DateTime<Utc>,
    days: i64,
) -> Result<DateTime<Utc>> {
    if days == 0 {
        return Ok(limit);
    }
    let working = working_days(tx, unit_id, local_date(limit)).await?;
    Ok(shifted(limit, days, &working))
}

/// A limit some days later. A day off moves it to the next working day.
fn shifted(limit: DateTime<Utc>, days: i64, working: &WorkingDays) -> DateTime<Utc> {
    let limit = limit + TimeDelta::days(days);
    let day = local_date(limit);
    if working.includes(day) {
        limit
    } else {
        limit + (working.next_after(day) - day)
    }
}

/// When the law wants an answer at the latest.
pub fn legal_due_at(registered_at: DateTime<Utc>, extended: bool, limits: Limits) -> DateTime<Utc> {
    let days = limits.outer + if extended { limits.outer_extension } else { 0 };
    registered_at + TimeDelta::days(days.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_falls_on_a_day_off_moves_on() {
        let tuesday: DateTime<Utc> = "2026-12-08T15:59:59Z".parse().unwrap();
        let days = WorkingDays::default();
        let expected = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(shifted(tuesday, 2, &days), expected("2026-12-10T15:59:59Z"));
        assert_eq!(shifted(tuesday, 4, &days), expected("2026-12-14T15:59:59Z"));
    }

    #[test]
    fn the_law_gives_sixty_days_and_thirty_more() {
        let begun: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
        let limits = Limits {
            sign: 2,
            give_back: 2,
            normal: 15,
            complex: 30,
            extension: 15,
            outer: 60,
            outer_extension: 30,
        };
        assert_eq!((legal_due_at(begun, false, limits) - begun).num_days(), 60);
        assert_eq!((legal_due_at(begun, true, limits) - begun).num_days(), 90);
    }
}
