//! The forms without anything on them, to be filled in by hand (空白表格).

use chrono::NaiveDate;
use forms::{Block, Fact, Sheet, Signature};
use serde_json::{Value, json};

use super::{
    body,
    kinds::layout,
    layout::{Field, Label, Shape},
    room, say_label,
};
use crate::{
    entities::activity::ActivityKind,
    http::PrintedForm,
    language::{blank_day, say},
};

/// The blank form of a kind.
pub fn blank(kind: ActivityKind, printed_by: &str, today: NaiveDate) -> Sheet {
    let layout = layout(kind);
    let mut facts = vec![
        Fact::new(say_label(layout.actor), ""),
        Fact::new(say("时间", "When"), blank_day()),
        Fact::new(say("同行人", "Companions"), ""),
    ];
    facts.extend(whom(kind).iter().map(|label| Fact::new(say_label(*label), "")));
    facts.extend(layout.fields.iter().filter_map(fact));
    let mut blocks = vec![Block::Facts { facts }];
    blocks.extend(layout.aims.iter().filter_map(block));
    blocks.push(room(layout.text, "", 5));
    blocks.extend(layout.fields.iter().filter_map(block));
    blocks.push(Block::Facts {
        facts: vec![
            Fact::wide(say("约定事项", "Agreed"), ""),
            Fact::new(say("约定日期", "Until"), blank_day()),
            Fact::new(say("完成日期", "Done on"), blank_day()),
        ],
    });
    let signs = [Some(layout.actor), confirmer(kind), layout.signs];
    Sheet {
        blocks,
        signatures: signs
            .into_iter()
            .flatten()
            .map(|who| Signature::line(say_label(who)))
            .collect(),
        ..PrintedForm::sheet(say_label(layout.title), printed_by, today)
    }
}

/// Whom a record of the kind is about.
fn whom(kind: ActivityKind) -> &'static [Label] {
    const FAMILY: Label = ("家庭", "Family");
    const PUPILS: Label = ("学生", "Pupils");
    const CLASS: Label = ("班级", "Class");
    match kind {
        ActivityKind::HomeVisit | ActivityKind::PhoneContact => &[FAMILY, PUPILS, CLASS],
        ActivityKind::PupilSupport => &[PUPILS, CLASS],
        ActivityKind::LessonObservation => &[CLASS, ("授课教师", "Teacher observed")],
        ActivityKind::ParentsMeeting => &[CLASS],
        ActivityKind::StaffTalk => &[("谈话对象", "Talked with")],
        _ => &[],
    }
}

/// Who confirms it in the product, and on paper signs.
fn confirmer(kind: ActivityKind) -> Option<Label> {
    match kind {
        ActivityKind::LessonObservation => Some(("授课教师", "Teacher observed")),
        ActivityKind::BranchVisit | ActivityKind::StayIn => Some(("完小校长", "Branch principal")),
        _ => None,
    }
}

/// A short field: empty, or the words to choose from.
fn fact(field: &Field) -> Option<Fact> {
    let label = say_label(field.label);
    match field.shape {
        Shape::Word(known) => {
            let choices: Vec<_> = known
                .iter()
                .map(|(_, word)| format!("□ {}", say_label(*word)))
                .collect();
            Some(Fact::wide(label, choices.join("　")))
        }
        Shape::Family => Some(Fact::wide(label, "")),
        Shape::Fact if field.place == "paid" => Some(Fact::new(label, say("□ 是　□ 否", "□ Yes　□ No"))),
        Shape::Fact | Shape::Money => Some(Fact::new(label, "")),
        Shape::Room(_) | Shape::Decisions | Shape::Attendance | Shape::Checks(_) => None,
    }
}

/// What takes a row of its own, with empty rows to write in.
fn block(field: &Field) -> Option<Block> {
    match field.shape {
        Shape::Decisions => Some(with_rows(body(field, &Value::Null, &Value::Null)?, 4)),
        Shape::Attendance => {
            let whole = json!({"attendance": vec![json!({"came": false, "name": null}); 32]});
            body(field, &Value::Null, &whole)
        }
        Shape::Checks(points) => {
            let Some(Block::Table {
                caption,
                columns,
                empty,
                ..
            }) = body(field, &Value::Null, &Value::Null)
            else {
                return None;
            };
            let row = |(_, label): &(&str, Label)| vec![say_label(*label).to_owned(), "□".to_owned(), String::new()];
            Some(Block::Table {
                rows: points.iter().map(row).collect(),
                caption,
                columns,
                empty,
            })
        }
        _ => body(field, &Value::Null, &Value::Null),
    }
}

fn with_rows(table: Block, count: usize) -> Block {
    match table {
        Block::Table {
            caption,
            columns,
            empty,
            ..
        } => Block::Table {
            rows: vec![vec![String::new(); columns.len()]; count],
            caption,
            columns,
            empty,
        },
        other => other,
    }
}
