//! Days and months of a statistic.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use super::dto::LedgerFiguresFilter;
use crate::{
    clock::local_date,
    error::{Error, Result},
    language::text,
};

/// Rows of months there are at most.
const MOST_MONTHS: usize = 36;

/// The first and the last day of registration that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Period {
    /// The days that were asked for, else the year until today.
    pub fn of(filter: &LedgerFiguresFilter, now: DateTime<Utc>) -> Result<Self> {
        let until = filter.registered_until.unwrap_or_else(|| local_date(now));
        let a_year_before = until.checked_sub_months(Months::new(12)).unwrap_or(until);
        let from = filter.registered_from.unwrap_or(a_year_before);
        if from > until {
            return Err(Error::InvalidParameter {
                name: "registered_at[gte]".to_owned(),
                detail: text("开始日期晚于结束日期", "later than the last day"),
            });
        }
        Ok(Self { from, until })
    }

    /// The months it touches, cut to its days.
    pub fn months(self) -> Result<Vec<Self>> {
        let mut months = Vec::new();
        let mut from = self.from;
        while from <= self.until {
            if months.len() == MOST_MONTHS {
                return Err(Error::InvalidParameter {
                    name: "registered_at[gte]".to_owned(),
                    detail: text("按月统计最多三年", "three years at most by month"),
                });
            }
            let next = from
                .with_day(1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .unwrap_or(NaiveDate::MAX);
            let last = next.pred_opt().unwrap_or(next);
            months.push(Self {
                from,
                until: last.min(self.until),
            });
            from = next;
        }
        Ok(months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_cut_to_the_period() {
        let period = Period {
            from: day("2026-09-15"),
            until: day("2026-11-03"),
        };
        let months = period.months().unwrap();
        let cut: Vec<_> = months
            .iter()
            .map(|month| (month.from.to_string(), month.until.to_string()))
            .collect();
        let expected = [
            ("2026-09-15", "2026-09-30"),
            ("2026-10-01", "2026-10-31"),
            ("2026-11-01", "2026-11-03"),
        ];
        assert_eq!(cut, expected.map(|(from, until)| (from.to_owned(), until.to_owned())));
    }

    #[test]
    fn four_years_are_too_many_months() {
        let period = Period {
            from: day("2022-01-01"),
            until: day("2026-01-01"),
        };
        assert!(period.months().is_err());
    }
}
