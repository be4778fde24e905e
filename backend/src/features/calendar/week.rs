//! Which days are worked: the ordinary week, changed by the calendar of the unit and of the units above it.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    entities::{
        calendar_day::{self, CalendarDayKind},
        ids::OrgUnitId,
        org_unit_closure,
    },
    error::Result,
};

/// The working days of a unit: Monday to Friday, less holidays and days off, with the weekend days that are made up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingDays {
    exceptions: HashMap<NaiveDate, CalendarDayKind>,
}

/// Reads the working days of a unit from `since` on; what a unit says itself outweighs the units above it.
pub async fn working_days(db: &impl ConnectionTrait, unit_id: OrgUnitId, since: NaiveDate) -> Result<WorkingDays> {
    let mut found = working_days_of(db, &[unit_id], since).await?;
    Ok(found.remove(&unit_id).unwrap_or_default())
}

/// The same for some units together.
pub async fn working_days_of(
    db: &impl ConnectionTrait,
    units: &[OrgUnitId],
    since: NaiveDate,
) -> Result<HashMap<OrgUnitId, WorkingDays>> {
    let above = org_unit_closure::Entity::find()
        .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
        .order_by_desc(org_unit_closure::Column::Depth)
        .all(db)
        .await?;
    let owners: HashSet<OrgUnitId> = above.iter().map(|link| link.ancestor_id).collect();
    let days: Vec<(OrgUnitId, NaiveDate, CalendarDayKind)> = calendar_day::Entity::find()
        .select_only()
        .columns([
            calendar_day::Column::UnitId,
            calendar_day::Column::Day,
            calendar_day::Column::Kind,
        ])
        .filter(calendar_day::Column::UnitId.is_in(owners))
        .filter(calendar_day::Column::Day.gte(since))
        .into_tuple()
        .all(db)
        .await?;
    let of_unit = |unit: OrgUnitId| {
        let links = above.iter().filter(move |link| link.descendant_id == unit);
        links.flat_map(|link| {
            let said = days.iter().filter(|(owner, ..)| *owner == link.ancestor_id);
            said.map(|(_, day, kind)| (*day, *kind))
        })
    };
    Ok(units.iter().map(|unit| (*unit, of_unit(*unit).collect())).collect())
}

impl FromIterator<(NaiveDate, CalendarDayKind)> for WorkingDays {
    /// Of two entries for the same day the later one holds.
    fn from_iter<I: IntoIterator<Item = (NaiveDate, CalendarDayKind)>>(days: I) -> Self {
        Self {
            exceptions: days.into_iter().collect(),
        }
    }
}

impl WorkingDays {
    /// Whether the day is worked.
    pub fn includes(&self, day: NaiveDate) -> bool {
        match self.exceptions.get(&day) {
            Some(CalendarDayKind::MakeUp) => true,
            Some(CalendarDayKind::Holiday | CalendarDayKind::Off) => false,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The `count`-th working day after `from`; `from` itself is never counted, and 0 is `from`.
    pub fn add(&self, from: NaiveDate, count: u32) -> NaiveDate {
        let mut day = from;
        for _ in 0..count {
            day = self.next_after(day);
        }
        day
    }

    /// The first working day after `day`. A calendar without one in three years has ordinary weeks from there on.
    pub fn next_after(&self, day: NaiveDate) -> NaiveDate {
        const FAR: i64 = 3 * 366;
        (1..FAR)
            .filter_map(|days| day.checked_add_signed(TimeDelta::days(days)))
            .find(|day| self.includes(*day))
            .unwrap_or(day)
    }

    /// How many working days lie after `from`, up to and with `to`; 0 when `to` is not later.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> usize {
        from.iter_days()
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.includes(*day))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// National Day 2026: off 1 to 7 October, Saturday 10 October is worked.
    fn national_day() -> WorkingDays {
        (1..=7)
            .map(|of| (day(&format!("2026-10-0{of}")), CalendarDayKind::Holiday))
            .chain([(day("2026-10-10"), CalendarDayKind::MakeUp)])
            .collect()
    }

    #[test]
    fn a_weekend_is_no_working_day() {
        let ordinary = WorkingDays::default();
        assert_eq!(ordinary.add(day("2026-11-20"), 1), day("2026-11-23"));
        assert_eq!(ordinary.add(day("2026-11-21"), 2), day("2026-11-24"));
        assert_eq!(ordinary.add(day("2026-11-23"), 0), day("2026-11-23"));
        assert_eq!(ordinary.add(day("2026-11-23"), 15), day("2026-12-14"));
    }

    #[test]
    fn holidays_are_left_out_and_make_up_days_count() {
        let days = national_day();
        assert_eq!(days.add(day("2026-09-30"), 2), day("2026-10-09"));
        assert_eq!(days.add(day("2026-09-30"), 3), day("2026-10-10"));
        assert_eq!(days.between(day("2026-09-30"), day("2026-10-11")), 3);
        assert_eq!(days.between(day("2026-10-11"), day("2026-09-30")), 0);
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(offset in 0i64..400, count in 0u32..60) {
            let days = national_day();
            let from = day("2026-06-01") + TimeDelta::days(offset);
            let to = days.add(from, count);
            prop_assert_eq!(days.between(from, to), count as usize);
            prop_assert!(count == 0 || days.includes(to));
        }
    }
}
