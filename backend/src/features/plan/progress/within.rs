//! How duties stood over a stretch of time: every period that ended in it, and the one that runs at its end.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    dto::DutyProgress,
    lists_dto::UnitRow,
    period::{SchoolCalendar, Span, month_of},
    read, sheet,
};
use crate::{
    auth::scope,
    entities::{
        duty::DutyPeriod,
        ids::{OrgUnitId, PersonId},
        org_unit::{self, OrgUnitKind},
        person,
    },
    error::{Error, Result},
};

/// Farther back than this nothing is read.
const MOST_MONTHS: Months = Months::new(24);

/// The duties of a person within some days, in the order of the plan and then of time; what is shown for information
/// only is left out. Up to two years.
pub async fn of_person_within(
    db: &impl ConnectionTrait,
    person_id: PersonId,
    days: (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<Vec<DutyProgress>> {
    let person = person::Entity::find_by_id(person_id).one(db).await?;
    let unit_id = person.ok_or(Error::NotFound)?.unit_id;
    let calendar = SchoolCalendar::load(db, unit_id).await?;
    let mut found = Vec::new();
    for on in ends(&calendar, days, today) {
        let progress = read::of_person(db, person_id, on, today).await?;
        progress.items.into_iter().for_each(|duty| keep(&mut found, duty));
    }
    Ok(in_order(found))
}

/// The duties of the schools at a unit and below it, themselves, within some days; in the same order.
pub async fn of_units_within(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    days: (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<Vec<DutyProgress>> {
    let schools = [
        OrgUnitKind::CentralSchool,
        OrgUnitKind::VillageSchool,
        OrgUnitKind::Kindergarten,
    ];
    let units: Vec<UnitRow> = org_unit::Entity::find()
        .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[unit_id])))
        .filter(org_unit::Column::ClosedOn.is_null())
        .filter(org_unit::Column::Kind.is_in(schools))
        .order_by_asc(org_unit::Column::Position)
        .into_partial_model()
        .all(db)
        .await?;
    let ids: Vec<OrgUnitId> = units.iter().map(|unit| unit.id).collect();
    let calendar = SchoolCalendar::load(db, unit_id).await?;
    let mut found = Vec::new();
    for on in ends(&calendar, days, today) {
        for (sheet, bound) in sheet::duties_of_units(db, &ids, on).await? {
            for unit in units.iter().filter(|unit| bound.contains(&unit.id)) {
                let progress = sheet.progress_of_unit(unit, today);
                for duty in progress {
                    keep(&mut found, duty);
                }
            }
        }
    }
    Ok(in_order(found))
}

/// The last days of the months, terms and school years within some days, and the last of these that has come.
fn ends(calendar: &SchoolCalendar, (from, until): (NaiveDate, NaiveDate), today: NaiveDate) -> BTreeSet<NaiveDate> {
    let until = until.min(today);
    let from = from.max(until.checked_sub_months(MOST_MONTHS).unwrap_or(from));
    let mut ends = BTreeSet::new();
    if from > until {
        return ends;
    }
    ends.insert(until);
    let within = Span::new(from, until);
    let terms = calendar.terms.iter().map(|term| term.span);
    let years = calendar.years.iter().map(|year| year.span);
    ends.extend(
        terms
            .chain(years)
            .map(|span| span.ends_on)
            .filter(|end| within.contains(*end)),
    );
    let mut month = month_of(from);
    while month.ends_on <= until {
        ends.insert(month.ends_on);
        month = month_of(month.ends_on + Days::new(1));
    }
    ends
}

/// Keeps the latest sight of each period; of what is counted by the week, of the duty as a whole.
fn keep(found: &mut Vec<DutyProgress>, duty: DutyProgress) {
    if duty.informational {
        return;
    }
    let by_week = duty.period.kind == DutyPeriod::Week;
    let same = |known: &&mut DutyProgress| {
        known.duty.id == duty.duty.id
            && known.subject.id == duty.subject.id
            && (by_week || known.period.starts_on == duty.period.starts_on)
    };
    match found.iter_mut().find(same) {
        Some(known) => *known = duty,
        None => found.push(duty),
    }
}

/// By duty as they first came up, by whose it is, and then by time.
fn in_order(found: Vec<DutyProgress>) -> Vec<DutyProgress> {
    let mut codes: Vec<String> = Vec::new();
    for duty in &found {
        if !codes.contains(&duty.duty.code) {
            codes.push(duty.duty.code.clone());
        }
    }
    let mut subjects = Vec::new();
    for duty in &found {
        if !subjects.contains(&duty.subject.id) {
            subjects.push(duty.subject.id);
        }
    }
    let place = |duty: &DutyProgress| {
        let code = codes.iter().position(|code| *code == duty.duty.code);
        let subject = subjects.iter().position(|subject| *subject == duty.subject.id);
        (code, subject, duty.period.starts_on)
    };
    let mut found = found;
    found.sort_by_key(place);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entities::ids::TermId,
        features::plan::progress::period::{Dated, TermFacts},
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_month_and_term_that_ended_is_looked_at_once_and_the_last_day_that_has_come() {
        let term = Dated {
            distance: 0,
            span: Span::new(day("2026-08-31"), day("2027-01-15")),
            what: TermFacts {
                id: TermId::new(),
                name: "第一学期".into(),
                teaching_months: Vec::new(),
            },
        };
        let calendar = SchoolCalendar {
            terms: vec![term],
            years: Vec::new(),
        };
        let looked_at = |from: &str, until: &str, today: &str| {
            let ends = ends(&calendar, (day(from), day(until)), day(today));
            ends.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            looked_at("2026-12-01", "2027-01-31", "2027-02-10"),
            ["2026-12-31", "2027-01-15", "2027-01-31"]
        );
        assert_eq!(
            looked_at("2026-10-01", "2027-01-31", "2026-11-23"),
            ["2026-10-31", "2026-11-23"]
        );
        assert!(looked_at("2027-03-01", "2027-07-01", "2026-11-23").is_empty());
        assert_eq!(looked_at("2000-01-01", "2026-11-23", "2026-11-23").len(), 25);
    }
}
