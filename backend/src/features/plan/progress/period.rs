//! The bounds of the periods over which duties are counted.

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
        let above = org_unit_closure::Entity::find()
            .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
            .all(db)
            .await?;
        let distance = |unit: OrgUnitId| {
            above
                .iter()
                .find(|link| link.ancestor_id == unit)
                .map_or(i32::MAX, |link| link.depth)
        };
        let units: Vec<OrgUnitId> = above.iter().map(|link| link.ancestor_id).collect();
        let terms = term::Entity::find()
            .filter(term::Column::UnitId.is_in(units.clone()))
            .all(db)
            .await?
            .into_iter()
            .map(|term| Dated {
                distance: distance(term.unit_id),
                span: Span::new(term.starts_on, term.ends_on),
                what: TermFacts {
                    id: term.id,
                    name: term.name,
                    teaching_months: term.teaching_months.0,
                },
            })
            .collect();
        let years = school_year::Entity::find()
            .filter(school_year::Column::UnitId.is_in(units))
            .all(db)
            .await?
            .into_iter()
            .map(|year| Dated {
                distance: distance(year.unit_id),
                span: Span::new(year.starts_on, year.ends_on),
                what: year.name,
            })
            .collect();
        Ok(Self { terms, years })
    }

    /// The term that contains a day: that of the nearest unit.
    pub fn term_on(&self, day: NaiveDate) -> Option<&Dated<TermFacts>> {
        nearest(&self.terms, day)
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
