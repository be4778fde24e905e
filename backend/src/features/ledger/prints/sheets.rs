//! The sheets of one entry: 民情登记办理表, 接访登记表, 回访单. Who raised it is on none of them: its place is left
//! free, to be written by hand by those who may know.

use chrono::{DateTime, Utc};
use forms::{Align, Block, Column, Fact, Sheet, Signature};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::texts;
use crate::{
    auth::Actor,
    clock::local_date,
    db::audit::{self, Printing},
    entities::{ids::LedgerEntryId, ledger_entry::Disclosure},
    error::Result,
    features::ledger::{
        detail,
        dto::{LedgerCallback, LedgerEntry, LedgerStage},
        trail, words,
    },
    http::PrintedForm,
    language::{day, say},
    state::State,
};

/// Which sheet is printed.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SheetWanted {
    /// Left out, the sheet of the entry.
    #[param(inline)]
    pub sheet: Option<LedgerSheet>,
}

/// A sheet of an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerSheet {
    /// 民情登记办理表: all of it.
    #[default]
    Entry,
    /// 接访登记表: what the visitor said and what he was told at once, to be signed by him.
    Reception,
    /// 回访单: what was asked and answered in the call-back.
    Callback,
}

/// Prints a sheet of an entry the caller may see, and notes it in the audit log.
pub async fn print(state: &State, actor: &Actor, id: LedgerEntryId, sheet: LedgerSheet) -> Result<PrintedForm> {
    let now = state.clock.now();
    let entry = detail::find(&state.db, actor, id, now).await?;
    let filled = match sheet {
        LedgerSheet::Entry => of_entry(&entry, blank(say("民情登记办理表", "Record of a concern"), actor, now)),
        LedgerSheet::Reception => of_reception(&entry, blank(say("接访登记表", "Record of a visitor"), actor, now)),
        LedgerSheet::Callback => {
            let calls = trail::callbacks(&state.db, actor, id, now).await?.items;
            of_callback(&entry, &calls, blank(say("民情回访单", "Call-back"), actor, now))
        }
    };
    let printing = Printing {
        name: "ledger_entry",
        object_id: id.0,
        unit_id: Some(entry.unit_id),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, now).await?;
    PrintedForm::of(filled, &entry.number).await
}

fn blank(title: &str, actor: &Actor, now: DateTime<Utc>) -> Sheet {
    PrintedForm::sheet(title, &actor.display_name, local_date(now))
}

fn headed(entry: &LedgerEntry, sheet: Sheet, blocks: Vec<Block>, signatures: Vec<Signature>) -> Sheet {
    Sheet {
        left: format!("{}{}", say("单位：", "Unit: "), entry.unit_name),
        right: format!("{}{}", say("编号：", "Number: "), entry.number),
        blocks,
        signatures,
        ..sheet
    }
}

fn room(label: &str, text: &str, lines: u8) -> Block {
    Block::Text {
        label: label.to_owned(),
        text: text.to_owned(),
        lines,
    }
}

/// Who raised it, as far as everybody may know who sees the entry.
fn raised_by(entry: &LedgerEntry) -> String {
    let (kind, disclosure) = (
        words::submitter(entry.submitter_kind),
        words::disclosure(entry.disclosure),
    );
    format!("{kind}{}{disclosure}{}", say("（", " ("), say("）", ")"))
}

/// Room for a name, except where there is none to be known.
fn name(entry: &LedgerEntry) -> &'static str {
    match entry.disclosure {
        Disclosure::Anonymous => say("匿名", "Anonymous"),
        Disclosure::Named | Disclosure::Confidential => "",
    }
}

fn of_entry(entry: &LedgerEntry, sheet: Sheet) -> Sheet {
    let persons: Vec<_> = entry
        .persons_concerned
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    let mut facts = vec![
        Fact::new(say("登记时间", "Registered"), texts::moment(entry.registered_at)),
        Fact::new(say("首接人", "First receiver"), &entry.registered_by_name),
        Fact::new(say("来源", "Channel"), words::channel(entry.channel)),
        Fact::new(say("反映人", "Raised by"), raised_by(entry)),
        Fact::new(say("类别", "Category"), &entry.category_name),
        Fact::new(say("紧急程度", "Urgency"), words::urgency(entry.urgency)),
        Fact::new(
            say("发生时间", "Happened on"),
            entry.happened_on.map(day).unwrap_or_default(),
        ),
        Fact::new(say("地点", "Place"), entry.place.as_deref().unwrap_or_default()),
    ];
    if !persons.is_empty() {
        facts.push(Fact::wide(say("涉及人员", "About"), persons.join(say("、", ", "))));
    }
    let mut blocks = vec![
        Block::Facts { facts },
        room(say("反映的问题", "What was raised"), &entry.title, 1),
        room(say("具体内容", "In full"), &entry.content, 5),
        Block::Facts {
            facts: vec![
                Fact::new(
                    say("承办单位", "Handled by"),
                    entry.handler_unit_name.as_deref().unwrap_or_default(),
                ),
                Fact::new(
                    say("承办人", "Handler"),
                    entry.handler_name.as_deref().unwrap_or_default(),
                ),
                Fact::new(say("办理时限", "Due"), texts::date(entry.due_at)),
                Fact::new(
                    say("处理方式", "Way"),
                    entry.handling_way.map(words::way).unwrap_or_default(),
                ),
            ],
        },
        room(
            say("办理情况和答复", "What was done and answered"),
            entry.reply.as_deref().unwrap_or_default(),
            6,
        ),
        Block::Facts { facts: ending(entry) },
    ];
    blocks.push(stages(&entry.stages));
    let signatures = vec![
        Signature::line(say("承办人", "Handler")),
        Signature::line(say("管理单位负责人", "Head of the unit")),
        Signature::line(say("办公室", "Office")),
    ];
    headed(entry, sheet, blocks, signatures)
}

fn ending(entry: &LedgerEntry) -> Vec<Fact> {
    let outcome = entry.outcome.map(words::outcome).unwrap_or_default();
    let mut facts = vec![
        Fact::new(say("状态", "State"), words::state(entry.state)),
        Fact::new(say("办理结果", "Outcome"), outcome),
        Fact::new(
            say("满意度", "Satisfaction"),
            entry.satisfaction.map(words::satisfaction).unwrap_or_default(),
        ),
        Fact::new(
            say("销号时间", "Closed"),
            entry.closed_at.map(texts::moment).unwrap_or_default(),
        ),
    ];
    if let Some(found) = entry.finding {
        facts.push(Fact::wide(say("核查结论", "Finding"), words::finding(found)));
    }
    facts
}

fn stages(stages: &[LedgerStage]) -> Block {
    let rows = stages.iter().map(|stage| {
        let until = stage.until.map(texts::moment).unwrap_or_default();
        let person = stage.person_name.clone().unwrap_or_default();
        vec![
            words::state(stage.state).to_owned(),
            format!("{} {person}", stage.unit_name).trim().to_owned(),
            texts::moment(stage.since),
            until,
        ]
    });
    Block::Table {
        caption: say("办理过程", "How it went").to_owned(),
        columns: vec![
            Column::new(say("环节", "Stage"), 2, Align::Left),
            Column::new(say("由谁办理", "Held by"), 4, Align::Left),
            Column::new(say("开始", "Since"), 3, Align::Left),
            Column::new(say("结束", "Until"), 3, Align::Left),
        ],
        rows: rows.collect(),
        empty: say("无", "None").to_owned(),
    }
}

fn of_reception(entry: &LedgerEntry, sheet: Sheet) -> Sheet {
    let blocks = vec![
        Block::Facts {
            facts: vec![
                Fact::new(say("来访时间", "When"), texts::moment(entry.registered_at)),
                Fact::new(say("接待人", "Received by"), &entry.registered_by_name),
                Fact::new(say("来访人姓名", "Visitor"), name(entry)),
                Fact::new(say("来访人类别", "Kind of visitor"), raised_by(entry)),
                Fact::new(say("联系电话", "Phone"), name(entry)),
                Fact::new(say("住址", "Address"), name(entry)),
                Fact::new(say("来访人数", "How many came"), ""),
                Fact::new(say("事项类别", "Category"), &entry.category_name),
            ],
        },
        room(say("来访事由", "Matter"), &entry.title, 1),
        room(say("反映的问题和要求", "What was said and wished"), &entry.content, 9),
        room(say("当场答复", "Answer given at once"), "", 5),
        room(say("处理意见", "What is to be done"), "", 4),
        Block::Facts {
            facts: vec![
                Fact::new(say("办理时限", "Due"), texts::date(entry.due_at)),
                Fact::new(
                    say("转交", "Handed on to"),
                    entry.handler_unit_name.as_deref().unwrap_or_default(),
                ),
            ],
        },
    ];
    let signatures = vec![
        Signature::line(say("来访人", "Visitor")),
        Signature::line(say("接待人", "Received by")),
    ];
    headed(entry, sheet, blocks, signatures)
}

fn of_callback(entry: &LedgerEntry, calls: &[LedgerCallback], sheet: Sheet) -> Sheet {
    let blocks = vec![
        Block::Facts {
            facts: vec![
                Fact::new(say("反映人", "Raised by"), raised_by(entry)),
                Fact::new(say("登记时间", "Registered"), texts::moment(entry.registered_at)),
                Fact::new(
                    say("承办单位", "Handled by"),
                    entry.handler_unit_name.as_deref().unwrap_or_default(),
                ),
                Fact::new(
                    say("办理结果", "Outcome"),
                    entry.outcome.map(words::outcome).unwrap_or_default(),
                ),
            ],
        },
        room(say("反映的问题", "What was raised"), &entry.title, 2),
        room(say("答复内容", "Answer"), entry.reply.as_deref().unwrap_or_default(), 4),
        called(calls),
        Block::Facts {
            facts: vec![
                Fact::new(
                    say("答复是否收到", "Answer received"),
                    say("□ 是　　□ 否", "□ Yes　　□ No"),
                ),
                Fact::new(
                    say("问题是否解决", "Settled"),
                    say("□ 是　　□ 部分　　□ 否", "□ Yes　　□ In part　　□ No"),
                ),
                Fact::wide(
                    say("满意度", "Satisfaction"),
                    say(
                        "□ 满意　　□ 基本满意　　□ 不满意",
                        "□ Satisfied　　□ Basically　　□ Unsatisfied",
                    ),
                ),
                Fact::wide(
                    say("是否有人授意", "Told what to say"),
                    say("□ 无　　□ 有", "□ No　　□ Yes"),
                ),
            ],
        },
        room(say("不满意的理由", "Why unsatisfied"), "", 4),
        room(
            say("办公室认定", "The office finds"),
            say(
                "□ 合理，重新办理　　□ 不合理，理由：",
                "□ Reasonable　　□ Not, because:",
            ),
            3,
        ),
    ];
    let signatures = vec![
        Signature::line(say("回访人", "Caller")),
        Signature::line(say("办公室", "Office")),
    ];
    headed(entry, sheet, blocks, signatures)
}

fn called(calls: &[LedgerCallback]) -> Block {
    let rows = calls.iter().map(|call| {
        vec![
            texts::moment(call.at),
            call.caller_name.clone(),
            words::method(call.method).to_owned(),
            call.satisfaction
                .map_or_else(|| say("未联系上", "Nobody reached"), words::satisfaction)
                .to_owned(),
            call.note.clone().unwrap_or_default(),
        ]
    });
    Block::Table {
        caption: say("已做的回访", "Call-backs so far").to_owned(),
        columns: vec![
            Column::new(say("时间", "When"), 3, Align::Left),
            Column::new(say("回访人", "Caller"), 2, Align::Left),
            Column::new(say("方式", "How"), 2, Align::Left),
            Column::new(say("结果", "Result"), 2, Align::Left),
            Column::new(say("备注", "Note"), 4, Align::Left),
        ],
        rows: rows.collect(),
        empty: say("尚未回访", "None yet").to_owned(),
    }
}
