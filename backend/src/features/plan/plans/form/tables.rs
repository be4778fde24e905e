//! The tables of a printed plan.

use forms::{Align, Block, Column};

use super::words;
use crate::{
    features::plan::{duties::Duty, leading_group::LeadingGroupMember, plans::dto::PlanScheme, study_items::StudyItem},
    language::{say, text},
};

pub fn group(places: &[LeadingGroupMember]) -> Vec<Block> {
    let row = |place: &LeadingGroupMember| {
        vec![
            words::position(place.position).to_owned(),
            place
                .person_name
                .clone()
                .unwrap_or_else(|| say("（待定）", "(open)").to_owned()),
            place.post_title.clone(),
        ]
    };
    vec![
        table(
            vec![
                Column::new(say("组内职务", "In the group"), 2, Align::Center),
                Column::new(say("姓名", "Name"), 2, Align::Center),
                Column::new(say("职务", "Post"), 4, Align::Left),
            ],
            places.iter().map(row).collect(),
        ),
        Block::Note {
            text: say(
                "办公室主任承担日常工作，不是领导小组成员。",
                "The director of the office does the daily work and is not one of the group.",
            )
            .to_owned(),
        },
    ]
}

pub fn schemes(schemes: &[PlanScheme]) -> Vec<Block> {
    let row = |scheme: &PlanScheme| {
        let load = scheme.max_load.map(|load| load.to_string());
        vec![
            scheme.name.clone(),
            words::target_kind(scheme.target_kind).to_owned(),
            load.unwrap_or_else(|| say("不限", "No limit").to_owned()),
            scheme.source_quote.clone().unwrap_or_default(),
        ]
    };
    vec![table(
        vec![
            Column::new(say("联系制度", "Scheme"), 4, Align::Left),
            Column::new(say("联系对象", "Leads to"), 2, Align::Center),
            Column::new(say("每人至多", "One person"), 2, Align::Center),
            Column::new(say("方案原文", "Words of the plan"), 5, Align::Left),
        ],
        schemes.iter().map(row).collect(),
    )]
}

pub fn duties(duties: &[Duty]) -> Vec<Block> {
    let row = |(number, duty): (usize, &Duty)| {
        vec![
            number.to_string(),
            duty.title.clone(),
            words::whom(&duty.subject_selector),
            words::target(duty),
            words::period(duty.period).to_owned(),
            source(duty),
        ]
    };
    vec![
        table(
            vec![
                Column::new(say("序号", "No."), 2, Align::Center),
                Column::new(say("职责", "Duty"), 5, Align::Left),
                Column::new(say("适用对象", "Whom it binds"), 5, Align::Left),
                Column::new(say("指标", "Target"), 5, Align::Left),
                Column::new(say("周期", "Period"), 3, Align::Center),
                Column::new(say("方案原文", "Words of the plan"), 6, Align::Left),
            ],
            (1..).zip(duties).map(row).collect(),
        ),
        Block::Note {
            text: say(
                "“方案未定”：方案没有写明数量，只计数，不算百分比。",
                "\"Not set\": the plan gives no number; it is counted, without a percentage.",
            )
            .to_owned(),
        },
    ]
}

/// The words of the plan, or of the document that set the duty.
fn source(duty: &Duty) -> String {
    let quote = duty.source_quote.clone().unwrap_or_default();
    match &duty.issuing_document {
        Some(document) => text(format!("{quote}（{document}）"), format!("{quote} ({document})"))
            .show()
            .to_owned(),
        None => quote,
    }
}

pub fn study(items: &[StudyItem]) -> Vec<Block> {
    let row = |item: &StudyItem| {
        vec![
            words::theme(item.theme).to_owned(),
            words::mode(item.mode).to_owned(),
            item.material.clone().unwrap_or_default(),
            item.question.clone().unwrap_or_default(),
            words::audience(item.audience).to_owned(),
            item.due_on.map(|due| due.to_string()).unwrap_or_default(),
        ]
    };
    vec![table(
        vec![
            Column::new(say("专题", "Theme"), 3, Align::Left),
            Column::new(say("方式", "Way"), 3, Align::Left),
            Column::new(say("学习材料", "Material"), 5, Align::Left),
            Column::new(say("思考题", "Question"), 5, Align::Left),
            Column::new(say("对象", "For whom"), 3, Align::Left),
            Column::new(say("截止日期", "Until"), 3, Align::Center),
        ],
        items.iter().map(row).collect(),
    )]
}

fn table(columns: Vec<Column>, rows: Vec<Vec<String>>) -> Block {
    Block::Table {
        caption: String::new(),
        columns,
        rows,
        empty: say("无", "None").to_owned(),
    }
}
