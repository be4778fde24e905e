//! The period of a report: a term, a month, or any days.

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::ConnectionTrait;

use crate::{
    entities::{ids::OrgUnitId, report::ReportKind},
    error::{Error, Result},
    features::organisation,
    language::{day, text},
};

/// From the first day to the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// As people say it: 2026年11月, 2026–2027学年上学期.
    pub name: String,
}

/// The longest period of a report, in days: a school year.
const LONGEST: i64 = 366;

impl Period {
    /// The period of a report, if that kind of report can have it.
    pub async fn of(
        db: &impl ConnectionTrait,
        kind: ReportKind,
        unit_id: OrgUnitId,
        (from, until): (NaiveDate, NaiveDate),
        today: NaiveDate,
    ) -> Result<Self> {
        if until < from {
            return Err(Error::invalid(
                "ends_on",
                "before_start",
                text("结束日期不能早于开始日期", "it cannot end before it begins"),
            ));
        }
        if from > today {
            return Err(Error::invalid(
                "starts_on",
                "in_the_future",
                text("开始日期不能晚于今天", "must not be in the future"),
            ));
        }
        if (until - from).num_days() >= LONGEST {
            return Err(Error::invalid(
                "ends_on",
                "too_long",
                text("最长一学年", "a school year at most"),
            ));
        }
        let term = organisation::term_on(db, unit_id, from).await?;
        let term = term.filter(|term| term.starts_on == from && term.ends_on == until);
        match kind {
            ReportKind::UnitAnalysis if !is_month(from, until) => Err(Error::invalid(
                "ends_on",
                "not_a_month",
                text("民情分析须为一个完整的月", "an analysis is of one whole month"),
            )),
            ReportKind::PersonSummary | ReportKind::SchoolSummary if term.is_none() => Err(Error::invalid(
                "ends_on",
                "not_a_term",
                text("学期小结须为一个完整的学期", "a summary is of one whole term"),
            )),
            _ => Ok(Self {
                from,
                until,
                name: term.map_or_else(|| name(from, until), |term| term.name),
            }),
        }
    }

    /// The month before.
    pub fn before(&self) -> (NaiveDate, NaiveDate) {
        let last = self.from - Days::new(1);
        (self.from - Months::new(1), last)
    }
}

fn is_month(from: NaiveDate, until: NaiveDate) -> bool {
    from.day() == 1 && from + Months::new(1) == until + Days::new(1)
}

fn name(from: NaiveDate, until: NaiveDate) -> String {
    if is_month(from, until) {
        let month = text(from.format("%Y年%-m月").to_string(), from.format("%B %Y").to_string());
        return month.show().to_owned();
    }
    let (from, until) = (day(from), day(until));
    text(format!("{from}至{until}"), format!("{from} to {until}"))
        .show()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn a_month_is_whole() {
        assert!(is_month(on("2026-02-01"), on("2026-02-28")));
        assert!(is_month(on("2026-12-01"), on("2026-12-31")));
        assert!(!is_month(on("2026-11-01"), on("2026-11-29")));
        assert!(!is_month(on("2026-11-02"), on("2026-12-01")));
    }

    #[test]
    fn it_is_called_as_people_call_it() {
        assert_eq!(name(on("2026-11-01"), on("2026-11-30")), "2026年11月");
        assert_eq!(name(on("2026-09-01"), on("2026-11-26")), "2026年9月1日至2026年11月26日");
    }
}
