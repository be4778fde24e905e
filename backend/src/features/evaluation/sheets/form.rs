//! The printed sheet (考核表): with what was filled in, or blank for the pen.

use chrono::{DateTime, NaiveDate, Utc};
use forms::{Align, Block, Column, Fact, Sheet, Signature};

use super::{
    dto::{EvaluationSheet, SheetDimension, SheetItem},
    moves::SheetState,
};
use crate::{
    auth::Actor,
    clock::local_date,
    entities::evaluation_rules::ObjectKind,
    error::Result,
    http::PrintedForm,
    language::{day, say, text},
};

/// Prints a sheet; blank, it shows nothing of what was filled in.
pub async fn print(actor: &Actor, sheet: &EvaluationSheet, blank: bool, today: NaiveDate) -> Result<PrintedForm> {
    let title = match sheet.object.kind {
        ObjectKind::LeadershipTeam => say("领导班子考核表", "Assessment sheet: leadership team"),
        ObjectKind::Cadre => say("干部考核表", "Assessment sheet: cadre"),
    };
    let form = Sheet {
        left: sheet.unit_name.clone(),
        right: sheet.round_title.clone(),
        blocks: vec![about(sheet), table(sheet, blank), remark(sheet, blank), note(sheet)],
        signatures: vec![signature(sheet, blank)],
        ..PrintedForm::sheet(title, &actor.display_name, today)
    };
    PrintedForm::of(form, &sheet.object.name).await
}

fn about(sheet: &EvaluationSheet) -> Block {
    let days = text(
        format!("{}至{}", day(sheet.period_from), day(sheet.period_to)),
        format!("{} to {}", day(sheet.period_from), day(sheet.period_to)),
    );
    Block::Facts {
        facts: vec![
            Fact::new(say("考核对象", "Assessed"), &sheet.object.name),
            Fact::new(say("职务", "Post"), &sheet.object.post),
            Fact::new(say("评价主体", "Assessed by"), &sheet.group_name),
            Fact::new(say("考核时段", "Days"), days.show()),
        ],
    }
}

/// A column for each grade and one for abstentions: 优秀 □ √.
fn table(sheet: &EvaluationSheet, blank: bool) -> Block {
    let mut columns = vec![
        Column::new(say("考评维度", "Dimension"), 3, Align::Left),
        Column::new(say("考评要点", "Item"), 6, Align::Left),
    ];
    let choice = |title: &str| Column::new(title, 2, Align::Center);
    columns.extend(sheet.choices.iter().map(|grade| choice(&grade.name)));
    columns.push(choice(say("弃权", "Abstains")));
    Block::Table {
        caption: String::new(),
        columns,
        rows: sheet
            .dimensions
            .iter()
            .flat_map(|dimension| rows(sheet, dimension, blank))
            .collect(),
        empty: String::new(),
    }
}

fn rows(sheet: &EvaluationSheet, dimension: &SheetDimension, blank: bool) -> Vec<Vec<String>> {
    let tick = |ticked: bool| if ticked { "√" } else { "□" }.to_owned();
    let row = |(place, item): (usize, &SheetItem)| {
        let said = sheet.grades.0.get(&item.code).filter(|_| !blank);
        let name = if place == 0 { dimension.name.as_str() } else { "" };
        let mut cells = vec![name.to_owned(), item.text.clone()];
        cells.extend(
            sheet
                .choices
                .iter()
                .map(|grade| tick(said.is_some_and(|said| said.as_ref() == Some(&grade.code)))),
        );
        cells.push(tick(said.is_some_and(Option::is_none)));
        cells
    };
    dimension.items.iter().enumerate().map(row).collect()
}

fn remark(sheet: &EvaluationSheet, blank: bool) -> Block {
    Block::Text {
        label: say("评语", "Remark").to_owned(),
        text: sheet.remark.clone().filter(|_| !blank).unwrap_or_default(),
        lines: 4,
    }
}

fn note(sheet: &EvaluationSheet) -> Block {
    let told = sheet.notes.as_deref().unwrap_or_default();
    let rule = say(
        "每项只选一个等次；不了解的选弃权。考核对象看不到谁填了哪张表。",
        "One grade an item; abstain where you cannot say. Whoever is assessed is not told who filled in which sheet.",
    );
    Block::Note {
        text: [rule, told].join("\n").trim_end().to_owned(),
    }
}

fn signature(sheet: &EvaluationSheet, blank: bool) -> Signature {
    let label = say("考核人", "Assessor");
    match sheet
        .submitted_at
        .filter(|_| !blank && sheet.state == SheetState::Submitted)
    {
        None => Signature::line(label),
        Some(at) => Signature::confirmed(label, submitted(&sheet.assessor_name, at)),
    }
}

fn submitted(assessor: &str, at: DateTime<Utc>) -> String {
    let on = day(local_date(at));
    text(
        format!("{assessor} {on} 系统内提交"),
        format!("{assessor}, submitted on {on}"),
    )
    .show()
    .to_owned()
}
