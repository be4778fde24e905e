//! The printed list of findings (整改台账).

use chrono::NaiveDate;
use forms::{Align, Block, Column, Sheet, Signature};
use sea_orm::ConnectionTrait;

use super::{dto::Finding, filter::FindingFilter, queries, words};
use crate::{
    auth::Actor,
    entities::finding::FindingSource,
    error::Result,
    http::{ListQuery, PrintedForm},
    language::{day, say},
};

/// Prints the findings of a filter, the earliest due first.
pub async fn print(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<FindingFilter>,
    today: NaiveDate,
) -> Result<PrintedForm> {
    let findings = queries::all(db, actor, query.filter, today).await?;
    let title = say("问题整改台账", "Findings and what was done about them");
    let sheet = Sheet {
        left: say("按整改时限排列", "In the order of their dates").to_owned(),
        right: day(today),
        landscape: true,
        blocks: vec![Block::Table {
            caption: String::new(),
            columns: columns(),
            rows: (1..)
                .zip(&findings)
                .map(|(number, finding)| row(number, finding))
                .collect(),
            empty: say("没有符合条件的问题", "There are no such findings").to_owned(),
        }],
        signatures: vec![
            Signature::line(say("办公室", "Office")),
            Signature::line(say("校长", "Principal")),
        ],
        ..PrintedForm::sheet(title, &actor.display_name, today)
    };
    PrintedForm::of(sheet, &today.to_string()).await
}

fn columns() -> Vec<Column> {
    let column = |title, share| Column::new(title, share, Align::Left);
    vec![
        Column::new(say("序号", "No."), 1, Align::Center),
        column(say("存在问题", "Finding"), 5),
        column(say("来源", "Source"), 2),
        column(say("单位", "Unit"), 2),
        column(say("责任人", "Owner"), 2),
        column(say("整改措施", "Measure"), 5),
        column(say("整改时限", "Due"), 2),
        column(say("整改结果", "Result"), 4),
        column(say("状态", "State"), 2),
    ]
}

fn row(number: usize, finding: &Finding) -> Vec<String> {
    let source = match finding.source {
        FindingSource::StudyTheme => say("学习查摆", "Study"),
        FindingSource::SelfCheck => say("自查", "Self-check"),
        FindingSource::Inspection => say("督查", "Inspection"),
    };
    vec![
        number.to_string(),
        finding.what.clone(),
        source.to_owned(),
        finding.unit_name.clone(),
        finding.owner_name.clone(),
        finding.measure.clone().unwrap_or_default(),
        finding.due_on.to_string(),
        finding.result.clone().unwrap_or_default(),
        state_word(finding).to_owned(),
    ]
}

/// Where a finding stands; late is said before all else.
pub fn state_word(finding: &Finding) -> &'static str {
    if finding.overdue {
        say("已逾期", "Late")
    } else {
        words::finding_state(finding.state)
    }
}
