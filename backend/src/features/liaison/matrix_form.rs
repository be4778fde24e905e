//! The matrix as a printed list (联系安排表): who keeps in touch with whom, and who does not yet.

use forms::{Align, Block, Column, Sheet, Signature};

use super::{
    coverage,
    coverage_dto::{LiaisonTarget, TargetLink},
    matrix::{self, LiaisonMatrix, MatrixPerson, MatrixQuery},
    printing::note_families,
};
use crate::{
    auth::Actor,
    error::Result,
    http::PrintedForm,
    language::{day, say, text},
    state::State,
};

/// Prints the links of a scheme on a day, by target and by person; a list of families is noted in the audit log.
pub async fn print(state: &State, actor: &Actor, query: MatrixQuery) -> Result<PrintedForm> {
    let (db, today) = (&state.db, state.clock.today());
    let (on, unit_id) = (query.on.unwrap_or(today), query.unit_id);
    let scheme = coverage::scheme(db, actor, unit_id, &query.scheme, on).await?;
    let found = matrix::matrix(db, actor, query, today).await?;
    note_families(state, actor, "liaison_matrix", scheme.target_kind, unit_id).await?;
    let sheet = Sheet {
        left: format!("{}{}", say("联系制度：", "Scheme: "), scheme.name),
        right: day(on),
        landscape: true,
        blocks: vec![
            by_target(&found),
            by_person(&found),
            Block::Note { text: legend(&found) },
        ],
        signatures: vec![
            Signature::line(say("填表人", "Made by")),
            Signature::line(say("校长", "Principal")),
        ],
        ..PrintedForm::sheet(
            say("联系安排表", "Who keeps in touch with whom"),
            &actor.display_name,
            today,
        )
    };
    PrintedForm::of(sheet, &format!("{} {on}", scheme.name)).await
}

fn column(title: &'static str, share: u8, align: Align) -> Column {
    Column::new(title, share, align)
}

fn by_target(found: &LiaisonMatrix) -> Block {
    let rows = found.targets.iter().flat_map(|target| target_rows(found, target));
    Block::Table {
        caption: say("按联系对象", "By target").to_owned(),
        columns: vec![
            column(say("序号", "No."), 1, Align::Center),
            column(say("联系对象", "Target"), 5, Align::Left),
            column(say("单位", "Unit"), 4, Align::Left),
            column(say("联系人", "Who"), 3, Align::Left),
            column(say("起始日期", "Since"), 2, Align::Center),
            column(say("最近联系", "Last contact"), 2, Align::Center),
            column(say("本期已联系", "In the period"), 2, Align::Center),
        ],
        rows: (1..)
            .zip(rows)
            .map(|(number, cells): (usize, Vec<String>)| std::iter::once(number.to_string()).chain(cells).collect())
            .collect(),
        empty: say("没有联系对象", "There are no targets").to_owned(),
    }
}

/// One row for each who keeps in touch, and one that says so where nobody does.
fn target_rows(found: &LiaisonMatrix, target: &LiaisonTarget) -> Vec<Vec<String>> {
    let unit = if target.unit_name == target.target_name {
        String::new()
    } else {
        target.unit_name.clone()
    };
    let row = |cells: [String; 4]| {
        let mut row = vec![target.target_name.clone(), unit.clone()];
        row.extend(cells);
        row
    };
    if target.links.is_empty() {
        let nobody = say("（没有人联系）", "(nobody)").to_owned();
        return vec![row([nobody, String::new(), String::new(), String::new()])];
    }
    let linked = |link: &TargetLink| {
        let last = link.last_contact_on;
        let within = last.is_some_and(|last| last >= found.period_from);
        row([
            link.person_name.clone(),
            link.starts_on.to_string(),
            last.map(|last| last.to_string()).unwrap_or_default(),
            if within { "√" } else { "" }.to_owned(),
        ])
    };
    target.links.iter().map(linked).collect()
}

fn by_person(found: &LiaisonMatrix) -> Block {
    let row = |person: &MatrixPerson| {
        let targets: Vec<_> = person
            .cells
            .iter()
            .filter_map(|cell| found.targets.get(cell.target))
            .map(|target| target.target_name.as_str())
            .collect();
        vec![
            person.person_name.clone(),
            targets.len().to_string(),
            targets.join(say("、", ", ")),
        ]
    };
    Block::Table {
        caption: say("按联系人", "By person").to_owned(),
        columns: vec![
            column(say("联系人", "Who"), 3, Align::Left),
            column(say("联系数", "Links"), 1, Align::Right),
            column(say("联系对象", "Targets"), 14, Align::Left),
        ],
        rows: found.people.iter().map(row).collect(),
        empty: say("没有联系人", "There is nobody").to_owned(),
    }
}

fn legend(found: &LiaisonMatrix) -> String {
    let (from, to) = (found.period_from, found.period_to);
    let rule = text(
        format!("{}至{}有联系记录的，“本期已联系”记 √。", day(from), day(to)),
        format!("√: a record of contact from {} to {}.", day(from), day(to)),
    );
    let rest = if found.truncated {
        say(
            "对象或人员过多，未全部印出，请按单位打印。",
            " There are too many targets or people for one list: print it by unit.",
        )
    } else {
        ""
    };
    format!("{}{rest}", rule.show())
}
