//! Reports of the demo: of each kind a frozen one of the last period and a draft of this one.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use sea_orm::DatabaseConnection;

use super::{phrases::WRITTEN, schools::School};
use crate::{
    auth::Actor,
    clock::local_date,
    db,
    entities::report::ReportKind,
    error::Result,
    features::reports::{self, NewReport, ReportPatch},
    http::IfMatch,
    vault::Vault,
};

/// Its first and its last day.
type Period = (NaiveDate, NaiveDate);

pub struct Reporting<'a> {
    pub db: &'a DatabaseConnection,
    pub vault: &'a Vault,
    /// The principal, who writes all of them.
    pub author: &'a Actor,
    pub now: DateTime<Utc>,
}

impl Reporting<'_> {
    /// `terms`: the one before and this one.
    pub async fn write(&self, school: &School, terms: [Period; 2]) -> Result<()> {
        let months = [self.month(2), self.month(1)];
        for (kind, periods) in [
            (ReportKind::PersonSummary, terms),
            (ReportKind::SchoolSummary, terms),
            (ReportKind::UnitReport, terms),
            (ReportKind::UnitAnalysis, months),
        ] {
            let unit = (kind != ReportKind::PersonSummary).then_some(school.central.id);
            for (days, frozen) in periods.into_iter().zip([true, false]) {
                let new = NewReport {
                    id: None,
                    kind,
                    unit_id: unit,
                    person_id: None,
                    starts_on: days.0,
                    ends_on: days.1,
                };
                self.one(new, frozen).await?;
            }
        }
        Ok(())
    }

    /// The whole month so many months ago.
    fn month(&self, ago: u32) -> Period {
        let today = local_date(self.now);
        let first = today.with_day(1).unwrap_or(today) - Months::new(ago);
        (first, first + Months::new(1) - Days::new(1))
    }

    async fn one(&self, new: NewReport, frozen: bool) -> Result<()> {
        let (actor, now) = (self.author, self.now);
        let drawn = reports::prepare(self.db, actor, new, now).await?;
        db::write(self.db, async |tx| {
            let report = reports::create(tx, actor, drawn, now).await?;
            if !frozen {
                return Ok(());
            }
            let has = |code: &str| report.sections.iter().any(|section| section.code == code);
            let texts: BTreeMap<_, _> = WRITTEN
                .iter()
                .filter(|(code, _)| has(code))
                .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
                .collect();
            let (id, edit) = (report.summary.id, ReportPatch { title: None, texts });
            let edited = reports::update(tx, actor, id, IfMatch(1), edit, now).await?;
            reports::freeze(tx, self.vault, actor, id, IfMatch(edited.summary.version), now).await?;
            Ok(())
        })
        .await
    }
}
