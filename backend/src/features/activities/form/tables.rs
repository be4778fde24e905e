//! The tables on forms: decisions, attendance, what was checked.

use forms::{Align, Block, Column};
use serde_json::Value;

use super::{layout::Label, say_label, shown};
use crate::language::say;

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// 议定事项: what, who, until when.
pub fn decisions(label: Label, value: &Value) -> Block {
    Block::Table {
        caption: say_label(label).to_owned(),
        columns: vec![
            Column::new(say("事项", "What"), 6, Align::Left),
            Column::new(say("责任人", "Who"), 2, Align::Center),
            Column::new(say("完成日期", "Until"), 2, Align::Center),
        ],
        rows: rows(value)
            .map(|row| vec![shown(&row["text"]), shown(&row["owner"]), shown(&row["due_on"])])
            .collect(),
        empty: say("无", "None").to_owned(),
    }
}

/// 签到名单: four names a row, √ for a family that came.
pub fn attendance(label: Label, value: &Value) -> Option<Block> {
    const ACROSS: usize = 4;
    let names: Vec<_> = rows(value)
        .map(|entry| {
            let came = if entry["came"] == true { "√" } else { "□" };
            format!("{came} {}", shown(&entry["name"]))
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let filled = |row: &[String]| {
        let mut row = row.to_vec();
        row.resize(ACROSS, String::new());
        row
    };
    Some(Block::Table {
        caption: say_label(label).to_owned(),
        columns: (0..ACROSS)
            .map(|_| Column::new(say("学生（√ 家长到会）", "Pupil (√ family came)"), 1, Align::Left))
            .collect(),
        rows: names.chunks(ACROSS).map(filled).collect(),
        empty: String::new(),
    })
}

/// 检查项目: what was looked at, whether it was in order, and what was found.
pub fn checks(label: Label, value: &Value, points: &[(&str, Label)]) -> Block {
    let point = |name: &str| {
        let point = points.iter().find(|(known, _)| *known == name);
        point.map_or_else(|| name.to_owned(), |(_, label)| say_label(*label).to_owned())
    };
    Block::Table {
        caption: say_label(label).to_owned(),
        columns: vec![
            Column::new(say("项目", "What"), 3, Align::Left),
            Column::new(say("合格", "In order"), 1, Align::Center),
            Column::new(say("说明", "Remark"), 5, Align::Left),
        ],
        rows: rows(value)
            .map(|row| {
                let ok = if row["ok"] == true { "√" } else { "×" };
                vec![
                    point(row["item"].as_str().unwrap_or_default()),
                    ok.to_owned(),
                    shown(&row["remark"]),
                ]
            })
            .collect(),
        empty: say("无", "None").to_owned(),
    }
}
