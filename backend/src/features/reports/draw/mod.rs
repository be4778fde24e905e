//! Drawing a report from the records: sentences with figures, and empty parts for what only a person can write.

mod analysis;
mod concerns;
mod person;
mod records;
mod school;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use self::records::Records;
use super::period::Period;
use crate::{
    auth::Actor,
    entities::{
        ids::{OrgUnitId, PersonId},
        report::{ReportKind, Section, Statement},
    },
    error::Result,
    language::text,
};

/// What a report is about.
#[derive(Debug, Clone)]
pub struct Subject {
    pub kind: ReportKind,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    pub person: Option<(PersonId, String)>,
    pub period: Period,
}

impl Subject {
    /// What the report is called.
    pub fn title(&self) -> String {
        let (of, period) = (&self.unit_name, &self.period.name);
        let title = match self.kind {
            ReportKind::UnitReport => text(
                format!("{of}民情报告（{period}）"),
                format!("{of}: report on people's concerns ({period})"),
            ),
            ReportKind::UnitAnalysis => text(
                format!("{of}民情分析（{period}）"),
                format!("{of}: analysis of people's concerns ({period})"),
            ),
            ReportKind::SchoolSummary => text(
                format!("{of}学期总结（{period}）"),
                format!("{of}: summary of the term ({period})"),
            ),
            ReportKind::PersonSummary => {
                let name = self.person.as_ref().map_or("", |(_, name)| name);
                text(
                    format!("{name}个人学期小结（{period}）"),
                    format!("{name}: summary of the term ({period})"),
                )
            }
        };
        title.show().to_owned()
    }
}

/// Draws the sections from what the caller may see now, in the language of the request.
pub async fn draw(
    db: &impl ConnectionTrait,
    actor: &Actor,
    subject: &Subject,
    now: DateTime<Utc>,
) -> Result<Vec<Section>> {
    let records = Records { db, actor, now };
    match subject.kind {
        ReportKind::UnitReport => concerns::report(&records, subject).await,
        ReportKind::UnitAnalysis => analysis::analysis(&records, subject).await,
        ReportKind::SchoolSummary => school::summary(&records, subject).await,
        ReportKind::PersonSummary => person::summary(&records, subject).await,
    }
}

/// A section whose text is at first what the records say.
fn drawn(code: &str, heading: &str, statements: Vec<Statement>) -> Section {
    let mut section = Section {
        code: code.to_owned(),
        heading: heading.to_owned(),
        statements,
        text: String::new(),
    };
    section.text = section.drawn();
    section
}

/// A section that a person writes.
fn written(code: &str, heading: &str) -> Section {
    drawn(code, heading, Vec::new())
}
