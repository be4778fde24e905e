//! The people's concerns of a unit (民情报告).

use sea_orm::{ActiveEnum, ConnectionTrait, Iterable};

use super::{
    Subject, drawn,
    records::{Records, days, listed, present, rate, statement},
    written,
};
use crate::{
    entities::{
        ids::OrgUnitId,
        ledger_entry::{LedgerChannel, LedgerOutcome},
        report::{ReportFigure, Section, Statement},
    },
    error::Result,
    features::ledger,
    language::{say, text},
};

/// 民情报告.
pub async fn report<C: ConnectionTrait>(records: &Records<'_, C>, subject: &Subject) -> Result<Vec<Section>> {
    let (unit, from, until) = (subject.unit_id, subject.period.from, subject.period.until);
    let registered = format!("{}&{}", of_unit(unit), days("registered_at", from, until));
    let happened = format!("unit_id={unit}&{}", days("happened_on", from, until));
    Ok(vec![
        drawn(
            "overview",
            say("总体情况", "Overview"),
            overview(records, &registered).await?,
        ),
        drawn(
            "channels",
            say("民情来源", "Where they came from"),
            channels(records, &registered).await?,
        ),
        drawn(
            "topics",
            say("反映的主要问题", "What they were about"),
            topics(records, &registered).await?,
        ),
        drawn(
            "outcomes",
            say("办理结果", "What became of them"),
            outcomes(records, &registered).await?,
        ),
        drawn(
            "contacts",
            say("联系群众情况", "Work with the people"),
            vec![records.by_kind(&happened).await?],
        ),
        written("problems", say("存在的问题", "What is still wrong")),
        written("next", say("下一步工作", "What comes next")),
    ])
}

/// The entries of a unit that a report may count: none about those who may read it.
pub fn of_unit(unit: OrgUnitId) -> String {
    format!("unit_id={unit}&reported_in_unit_id={unit}")
}

/// How many, how far they are, and the rates where they say something.
pub async fn overview<C: ConnectionTrait>(records: &Records<'_, C>, filter: &str) -> Result<Vec<Statement>> {
    let all = records.entries(say("登记民情", "Registered"), filter).await?;
    if all.value == 0 {
        let none = text("期内没有登记民情。", "No concerns were registered in this period.");
        return Ok(vec![statement(none.show(), vec![all])]);
    }
    let closed = records
        .entries(say("已办结", "Closed"), &format!("state=closed&{filter}"))
        .await?;
    let open = "state=registered,accepted,routed,in_progress,replied";
    let open = records
        .entries(say("在办", "Open"), &format!("{open}&{filter}"))
        .await?;
    let late = records
        .entries(say("逾期", "Overdue"), &format!("overdue=true&{filter}"))
        .await?;
    let resolved = records
        .entries(
            say("已解决", "Resolved"),
            &format!("state=closed&outcome=resolved&{filter}"),
        )
        .await?;
    let (n, c, o, l) = (all.value, closed.value, open.value, late.value);
    let counts = text(
        format!("共登记民情 {n} 件，已办结 {c} 件，在办 {o} 件，其中逾期 {l} 件。"),
        format!("{n} concerns were registered; {c} are closed, {o} open, {l} of those overdue."),
    );
    let mut statements = vec![statement(counts.show(), vec![all.clone(), closed.clone(), open, late])];
    // Completion is never said without resolution.
    if let (Some(completion), Some(resolution)) = (rate(&closed, &all), rate(&resolved, &closed)) {
        let rates = text(
            format!("办结率 {completion}；办结的民情中解决率 {resolution}。"),
            format!("Completion {completion}; of the closed ones, resolved {resolution}."),
        );
        statements.push(statement(rates.show(), vec![closed, resolved]));
    }
    statements.extend(further_rates(records, filter, &all).await?);
    statements.extend(records.hold_times(filter).await?);
    Ok(statements)
}

/// 按期答复率, 满意率, 重办率, 退回率: each where there are enough to say it.
async fn further_rates<C: ConnectionTrait>(
    records: &Records<'_, C>,
    filter: &str,
    all: &ReportFigure,
) -> Result<Vec<Statement>> {
    let of = async |label: &str, more: &str| records.entries(label, &format!("{more}&{filter}")).await;
    let said = say("已回访并表态", "Closed and heard");
    let pairs = [
        (
            say("按期答复率", "Answered in time"),
            of(say("按期答复", "In time"), "answer=in_time").await?,
            of(say("应答复", "Answer owed"), "answer=in_time,late").await?,
        ),
        (
            say("满意率（含基本满意）", "Satisfied (basically satisfied included)"),
            of(
                say("满意和基本满意", "Satisfied or basically"),
                "state=closed&satisfaction=satisfied,basically_satisfied",
            )
            .await?,
            of(
                said,
                "state=closed&satisfaction=satisfied,basically_satisfied,unsatisfied",
            )
            .await?,
        ),
        (
            say("重办率", "Worked on again"),
            of(say("重办", "Again"), "state=closed&reopened=true").await?,
            of(say("已办结", "Closed"), "state=closed").await?,
        ),
        (
            say("退回率", "Sent back"),
            of(say("退回", "Sent back"), "returned=true").await?,
            all.clone(),
        ),
    ];
    let (mut told, mut figures) = (Vec::new(), Vec::new());
    for (name, part, whole) in pairs {
        if let Some(rate) = rate(&part, &whole) {
            told.push(format!("{name} {rate}"));
            figures.extend([part, whole]);
        }
    }
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let sentence = text(format!("{}。", told.join("，")), format!("{}.", told.join("; ")));
    Ok(vec![statement(sentence.show(), figures)])
}

async fn channels<C: ConnectionTrait>(records: &Records<'_, C>, filter: &str) -> Result<Vec<Statement>> {
    let mut figures = Vec::new();
    for channel in LedgerChannel::iter() {
        let filter = format!("channel={}&{filter}", channel.to_value());
        figures.push(records.entries(ledger::words::channel(channel), &filter).await?);
    }
    let figures = present(figures);
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let parts = listed(&figures, "件");
    let sentence = text(format!("按来源分：{parts}。"), format!("By channel: {parts}."));
    Ok(vec![statement(sentence.show(), figures)])
}

/// By category, in the order of the catalogue.
pub async fn topics<C: ConnectionTrait>(records: &Records<'_, C>, filter: &str) -> Result<Vec<Statement>> {
    let mut figures = Vec::new();
    for category in ledger::categories(records.db, records.actor).await? {
        let filter = format!("category_id={}&{filter}", category.id);
        figures.push(records.entries(&category.name, &filter).await?);
    }
    let figures = present(figures);
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let parts = listed(&figures, "件");
    let sentence = text(format!("按问题类别分：{parts}。"), format!("By category: {parts}."));
    Ok(vec![statement(sentence.show(), figures)])
}

async fn outcomes<C: ConnectionTrait>(records: &Records<'_, C>, filter: &str) -> Result<Vec<Statement>> {
    let mut figures = Vec::new();
    for outcome in LedgerOutcome::iter() {
        let filter = format!("state=closed&outcome={}&{filter}", outcome.to_value());
        figures.push(records.entries(ledger::words::outcome(outcome), &filter).await?);
    }
    let figures = present(figures);
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let parts = listed(&figures, "件");
    let sentence = text(
        format!("已办结的民情中：{parts}。"),
        format!("Of the closed ones: {parts}."),
    );
    Ok(vec![statement(sentence.show(), figures)])
}
