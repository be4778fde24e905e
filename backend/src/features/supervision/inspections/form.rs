//! The printed form of an inspection (督查记录表).

use chrono::NaiveDate;
use forms::{Align, Block, Column, Fact, Sheet, Signature};
use sea_orm::ConnectionTrait;

use super::{
    super::{dto::Finding, form::state_word, queries::of_inspection},
    dto::Inspection,
    queries,
    warnings::InspectionWarning,
};
use crate::{
    auth::Actor,
    entities::{
        ids::InspectionId,
        inspection::{InspectionKind, InspectionLevel, InspectionState},
    },
    error::Result,
    http::PrintedForm,
    language::{day, say},
};

/// Prints an inspection with what was looked at and what was found.
pub async fn print(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: InspectionId,
    today: NaiveDate,
) -> Result<PrintedForm> {
    let inspection = queries::find(db, actor, id).await?;
    let found = of_inspection(db, actor, id, today).await?;
    let sheet = PrintedForm::sheet(say("督查记录表", "Record of an inspection"), &actor.display_name, today);
    PrintedForm::of(fill(sheet, &inspection, &found), &inspection.title).await
}

fn fill(sheet: Sheet, inspection: &Inspection, found: &[Finding]) -> Sheet {
    let items = inspection.items.iter().zip(1..);
    Sheet {
        left: format!("{}{}", say("被督查单位：", "Unit: "), inspection.unit_name),
        right: state(inspection.state).to_owned(),
        blocks: vec![
            Block::Facts {
                facts: facts(inspection),
            },
            Block::Table {
                caption: say("督查事项", "What was looked at").to_owned(),
                columns: columns(&[
                    (say("序号", "No."), 1),
                    (say("事项", "Item"), 4),
                    (say("查看情况", "What was seen"), 7),
                ]),
                rows: items
                    .map(|(item, number)| vec![number.to_string(), item.item.clone(), item.looked_at.clone()])
                    .collect(),
                empty: say("未列督查事项", "No items").to_owned(),
            },
            Block::Table {
                caption: say("发现的问题与整改", "What was found and what became of it").to_owned(),
                columns: columns(&[
                    (say("序号", "No."), 1),
                    (say("存在问题", "Finding"), 5),
                    (say("责任人", "Owner"), 2),
                    (say("整改时限", "Due"), 2),
                    (say("整改结果", "Result"), 4),
                    (say("状态", "State"), 2),
                ]),
                rows: found
                    .iter()
                    .zip(1..)
                    .map(|(row, number)| finding(number, row))
                    .collect(),
                empty: say("未发现问题", "Nothing was found").to_owned(),
            },
            Block::Text {
                label: say("督查结论", "Conclusion").to_owned(),
                text: inspection.conclusion.clone().unwrap_or_default(),
                lines: 5,
            },
        ],
        signatures: vec![
            Signature::line(say("督查人员", "Inspectors")),
            Signature::line(say("被督查单位负责人", "Head of the unit")),
        ],
        ..sheet
    }
}

fn facts(inspection: &Inspection) -> Vec<Fact> {
    let notice = inspection.notice_on.map(day).unwrap_or_default();
    let mut facts = vec![
        Fact::wide(say("督查名称", "Title"), &inspection.title),
        Fact::new(say("督查单位", "Inspecting body"), &inspection.body),
        Fact::new(
            say("事项清单号", "Number in the list"),
            inspection.list_number.clone().unwrap_or_default(),
        ),
        Fact::new(say("层级", "Level"), level(inspection.level)),
        Fact::new(say("类型", "Kind"), kind(inspection.kind)),
        Fact::new(say("通知日期", "Notice"), notice),
        Fact::new(
            say("督查日期", "Days"),
            format!("{} – {}", day(inspection.begins_on), day(inspection.ends_on)),
        ),
    ];
    if let Some(reason) = &inspection.cancel_reason {
        facts.push(Fact::wide(say("取消原因", "Why cancelled"), reason));
    }
    if !inspection.warnings.is_empty() {
        let said: Vec<_> = inspection.warnings.iter().map(|warning| warned(*warning)).collect();
        facts.push(Fact::wide(say("提醒", "To note"), said.join(say("；", "; "))));
    }
    facts
}

fn finding(number: usize, finding: &Finding) -> Vec<String> {
    vec![
        number.to_string(),
        finding.what.clone(),
        finding.owner_name.clone(),
        finding.due_on.to_string(),
        finding.result.clone().unwrap_or_default(),
        state_word(finding).to_owned(),
    ]
}

fn columns(columns: &[(&str, u8)]) -> Vec<Column> {
    columns
        .iter()
        .map(|(title, share)| Column::new(*title, *share, Align::Left))
        .collect()
}

fn state(state: InspectionState) -> &'static str {
    match state {
        InspectionState::Planned => say("已计划", "Planned"),
        InspectionState::Announced => say("已通知", "Announced"),
        InspectionState::Running => say("进行中", "Running"),
        InspectionState::Finished => say("已结束", "Finished"),
        InspectionState::Cancelled => say("已取消", "Cancelled"),
    }
}

fn level(level: InspectionLevel) -> &'static str {
    match level {
        InspectionLevel::School => say("校级", "School"),
        InspectionLevel::County => say("县（市）级", "County"),
        InspectionLevel::City => say("州（市）级", "Prefecture"),
        InspectionLevel::Province => say("省级", "Province"),
        InspectionLevel::National => say("国家级", "National"),
    }
}

fn kind(kind: InspectionKind) -> &'static str {
    match kind {
        InspectionKind::Comprehensive => say("综合督查", "Comprehensive"),
        InspectionKind::Special => say("专项督查", "Special"),
    }
}

fn warned(warning: InspectionWarning) -> &'static str {
    match warning {
        InspectionWarning::NoticeMissing => say("未写通知日期", "no day of notice"),
        InspectionWarning::NoticeShort => say("通知不足一个月", "less than a month of notice"),
        InspectionWarning::SecondComprehensive => {
            say("同一年内另有综合督查", "another comprehensive one in the same year")
        }
        InspectionWarning::NumberMissing => say("缺少督查事项清单号", "no number in the list of inspection items"),
    }
}
