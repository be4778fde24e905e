//! The concerns of one month against the month before (民情分析).

use sea_orm::{ActiveEnum, ConnectionTrait, Iterable};

use super::{
    Subject,
    concerns::{of_unit, overview, topics},
    drawn,
    records::{Records, days, listed, present, statement},
    written,
};
use crate::{
    entities::{
        ids::OrgUnitId,
        ledger_entry::Urgency,
        report::{Section, Statement},
    },
    error::Result,
    features::ledger,
    language::{say, text},
};

/// 民情分析.
pub async fn analysis<C: ConnectionTrait>(records: &Records<'_, C>, subject: &Subject) -> Result<Vec<Section>> {
    let unit = subject.unit_id;
    let (from, until) = (subject.period.from, subject.period.until);
    let (earlier, last) = subject.period.before();
    let this = format!("{}&{}", of_unit(unit), days("registered_at", from, until));
    let before = format!("{}&{}", of_unit(unit), days("registered_at", earlier, last));
    let mut trend = overview(records, &this).await?;
    trend.push(against(records, &this, &before).await?);
    Ok(vec![
        drawn("overview", say("本月概况", "The month"), trend),
        drawn(
            "topics",
            say("问题分布", "What they were about"),
            topics(records, &this).await?,
        ),
        drawn(
            "topics_before",
            say("上月问题分布", "The month before"),
            topics(records, &before).await?,
        ),
        drawn(
            "attention",
            say("需要关注", "To be watched"),
            attention(records, &this, unit).await?,
        ),
        written("analysis", say("原因分析", "Why")),
        written("suggestions", say("意见建议", "What should be done")),
    ])
}

/// More, fewer, or as many as in the month before.
async fn against<C: ConnectionTrait>(records: &Records<'_, C>, this: &str, before: &str) -> Result<Statement> {
    let now = records.entries(say("本月登记", "This month"), this).await?;
    let then = records.entries(say("上月登记", "The month before"), before).await?;
    let (was, difference) = (then.value, now.value - then.value);
    let change = match difference {
        0 => text("持平", "as many"),
        1.. => text(format!("增加 {difference} 件"), format!("{difference} more")),
        ..0 => text(format!("减少 {} 件", -difference), format!("{} fewer", -difference)),
    };
    let change = change.show();
    let sentence = text(
        format!("与上月（{was} 件）相比{change}。"),
        format!("Against the month before ({was}): {change}."),
    );
    Ok(statement(sentence.show(), vec![now, then]))
}

/// What is urgent or complex, and what is late, also of earlier months.
async fn attention<C: ConnectionTrait>(
    records: &Records<'_, C>,
    this: &str,
    unit: OrgUnitId,
) -> Result<Vec<Statement>> {
    let mut figures = Vec::new();
    for urgency in Urgency::iter() {
        let filter = format!("urgency={}&{this}", urgency.to_value());
        figures.push(records.entries(ledger::words::urgency(urgency), &filter).await?);
    }
    let figures = present(figures);
    let mut statements = Vec::new();
    if !figures.is_empty() {
        let parts = listed(&figures, "件");
        let sentence = text(format!("按紧急程度分：{parts}。"), format!("By urgency: {parts}."));
        statements.push(statement(sentence.show(), figures));
    }
    let late = records
        .entries(
            say("逾期未办结", "Overdue now"),
            &format!("overdue=true&{}", of_unit(unit)),
        )
        .await?;
    let n = late.value;
    let sentence = text(
        format!("至统计时，逾期未办结的民情共 {n} 件（含以前登记的）。"),
        format!("When this was counted, {n} were overdue, those of earlier months included."),
    );
    statements.push(statement(sentence.show(), vec![late]));
    Ok(statements)
}
