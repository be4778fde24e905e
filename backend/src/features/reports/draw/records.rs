//! Counting records for a report: each figure is what its own query lists, to this caller, now.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveEnum, ConnectionTrait, Iterable};

use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        activity::ActivityKind,
        report::{ReportFigure, Statement},
    },
    error::Result,
    features::{activities, ledger},
    http::ListQuery,
    language::text,
};

/// The records as the caller sees them.
pub struct Records<'a, C> {
    pub db: &'a C,
    pub actor: &'a Actor,
    pub now: DateTime<Utc>,
}

impl<C: ConnectionTrait> Records<'_, C> {
    /// Activities that count; `filter` as in the query string of their list.
    pub async fn activities(&self, label: &str, filter: &str) -> Result<ReportFigure> {
        let query = format!("counted=true&{filter}");
        let value = activities::count(self.db, self.actor, &query, local_date(self.now)).await?;
        Ok(figure(label, value, &format!("/activities?{query}")))
    }

    /// Ledger entries the caller may see: those about himself or his superiors are not among them.
    pub async fn entries(&self, label: &str, filter: &str) -> Result<ReportFigure> {
        let value = ledger::count(self.db, self.actor, filter, self.now).await?;
        Ok(figure(label, value, &format!("/ledger-entries?{filter}")))
    }

    /// How long the entries stayed in each stage, where enough of them went through it.
    pub async fn hold_times(&self, filter: &str) -> Result<Option<Statement>> {
        let entries = ListQuery::from_query_string(filter)?.filter;
        let stages = ledger::hold_times(self.db, self.actor, entries, self.now).await?;
        let told = stages.iter().filter_map(|stage| {
            let (median, most) = (in_days(stage.median_minutes?), in_days(stage.p90_minutes?));
            let (name, count) = (ledger::words::state(stage.state), stage.count);
            let told = text(
                format!("{name} {median} 天（九成不超过 {most} 天，{count} 次）"),
                format!("{name} {median} days (nine of ten within {most}, {count} times)"),
            );
            Some(told.show().to_owned())
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() {
            return Ok(None);
        }
        let sentence = text(
            format!("各环节停留时间（中位数）：{}。", told.join("、")),
            format!("Median time in each stage: {}.", told.join("; ")),
        );
        Ok(Some(statement(sentence.show(), Vec::new())))
    }

    /// What was done, by kind: one sentence, kinds without records left out.
    pub async fn by_kind(&self, filter: &str) -> Result<Statement> {
        let mut figures = Vec::new();
        for kind in ActivityKind::iter() {
            let filter = format!("kind={}&{filter}", kind.to_value());
            figures.push(self.activities(activities::kind_word(kind), &filter).await?);
        }
        let shown = present(figures);
        let all = self.activities(say_all(), filter).await?;
        let (n, parts) = (all.value, listed(&shown, "次"));
        let sentence = if shown.is_empty() {
            text("期内没有联系记录。", "There are no activities in this period.")
        } else {
            text(
                format!("共开展联系群众工作 {n} 次：{parts}。"),
                format!("{n} activities: {parts}."),
            )
        };
        Ok(statement(sentence.show(), [vec![all], shown].concat()))
    }
}

/// Days to one decimal.
fn in_days(minutes: i64) -> String {
    let tenths = (minutes * 10 + 720) / 1440;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn say_all() -> &'static str {
    crate::language::say("联系记录", "Activities")
}

fn figure(label: &str, value: u64, query: &str) -> ReportFigure {
    ReportFigure {
        label: label.to_owned(),
        value: i64::try_from(value).unwrap_or(i64::MAX),
        query: format!("/api/v1{query}"),
    }
}

pub fn statement(text: impl Into<String>, figures: Vec<ReportFigure>) -> Statement {
    Statement {
        text: text.into(),
        figures,
    }
}

/// Figures that are not zero.
pub fn present(figures: Vec<ReportFigure>) -> Vec<ReportFigure> {
    figures.into_iter().filter(|figure| figure.value > 0).collect()
}

/// 食堂营养 3 件、安全 2 件 — in the order they come, which is not one of size.
pub fn listed(figures: &[ReportFigure], measure: &str) -> String {
    let parts = figures.iter().map(|figure| {
        let (label, value) = (&figure.label, figure.value);
        text(format!("{label} {value} {measure}"), format!("{label} {value}"))
            .show()
            .to_owned()
    });
    parts.collect::<Vec<_>>().join(crate::language::say("、", ", "))
}

/// 75%（9/12）; nothing of fewer than five.
pub fn rate(part: &ReportFigure, of: &ReportFigure) -> Option<String> {
    let percent = ledger::percent(part.value, of.value)?.round();
    let (part, of) = (part.value, of.value);
    Some(
        text(
            format!("{percent}%（{part}/{of}）"),
            format!("{percent}% ({part}/{of})"),
        )
        .show()
        .to_owned(),
    )
}

/// The days of a period, as a filter: `happened_on[gte]=…&happened_on[lte]=…`.
pub fn days(column: &str, from: NaiveDate, until: NaiveDate) -> String {
    format!("{column}[gte]={from}&{column}[lte]={until}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_have_no_rate() {
        let of = |value| figure("", value, "");
        assert_eq!(rate(&of(3), &of(4)), None);
        assert_eq!(rate(&of(9), &of(12)).as_deref(), Some("75%（9/12）"));
        assert_eq!(rate(&of(2), &of(6)).as_deref(), Some("33%（2/6）"));
    }
}
