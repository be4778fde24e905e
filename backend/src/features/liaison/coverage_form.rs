//! The coverage of a scheme on a day as a printed sheet (联系覆盖情况表).

use chrono::NaiveDate;
use forms::{Align, Block, Column, Sheet, Signature};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::{
    absences::{self, AbsenceReason, AbsentLink},
    coverage,
    coverage_dto::{CoverageQuery, LiaisonLoad, LiaisonTarget, SchemeCoverage},
    printing::note_families,
};
use crate::{
    auth::Actor,
    entities::ids::OrgUnitId,
    error::{Error, Result},
    http::{ListQuery, Paged, PrintedForm},
    language::{day, say, text},
    state::State,
};

/// Rows of a table; beyond them the sheet says how many more.
const MOST: usize = 200;

/// Which sheet.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CoverageFormQuery {
    /// Code of the scheme whose coverage is printed.
    #[param(example = "leader_branch")]
    pub scheme: String,
    /// Any day, past ones included; today without it.
    pub on: Option<NaiveDate>,
    /// This unit and those below it; all of the caller's without it.
    pub unit_id: Option<OrgUnitId>,
}

/// Prints the coverage of a scheme on a day.
pub async fn print(state: &State, actor: &Actor, query: CoverageFormQuery) -> Result<PrintedForm> {
    let (db, today) = (&state.db, state.clock.today());
    let on = query.on.unwrap_or(today);
    let unit = query.unit_id.map(|id| format!("&unit_id={id}")).unwrap_or_default();
    let asked = format!("scheme={}&on={on}{unit}&limit={MOST}&include_total=true", query.scheme);
    let wanted = CoverageQuery {
        on: Some(on),
        scheme: Some(query.scheme.clone()),
        unit_id: query.unit_id,
    };
    let found = coverage::coverage(db, actor, wanted, today).await?;
    let scheme = found.schemes.first().ok_or(Error::NotFound)?;
    note_families(state, actor, "liaison_coverage", scheme.target_kind, query.unit_id).await?;
    let list = |more: &str| format!("{asked}{more}");
    let gaps = ListQuery::from_query_string(&list("&covered=false"))?;
    let loads = ListQuery::from_query_string(&list("&over_limit=true"))?;
    let absent = ListQuery::from_query_string(&asked)?;
    let gaps = coverage::list_targets(db, actor, gaps, today).await?;
    let loads = coverage::list_loads(db, actor, loads, today).await?;
    let absent = absences::list(db, actor, absent, today).await?;
    let sheet = PrintedForm::sheet(say("联系覆盖情况表", "Coverage of liaison"), &actor.display_name, today);
    let mut blocks = vec![by_unit(scheme)];
    blocks.extend(uncovered(&gaps));
    blocks.extend(overloaded(&loads));
    blocks.extend(not_there(&absent));
    blocks.push(Block::Note {
        text: say(
            "当天仍在的对象中，有至少一条当天有效的联系，即为已覆盖。",
            "Of the targets there were on that day, those with at least one link that held are covered.",
        )
        .to_owned(),
    });
    let sheet = Sheet {
        left: format!("{}{}", say("联系制度：", "Scheme: "), scheme.scheme_name),
        right: day(on),
        blocks,
        signatures: vec![
            Signature::line(say("填表人", "Made by")),
            Signature::line(say("审核人", "Checked by")),
        ],
        ..sheet
    };
    PrintedForm::of(sheet, &format!("{} {on}", scheme.scheme_name)).await
}

fn column(title: &'static str, share: u8, align: Align) -> Column {
    Column::new(title, share, align)
}

fn by_unit(scheme: &SchemeCoverage) -> Block {
    let row = |name: &str, figures: [i64; 3]| -> Vec<String> {
        let numbers = figures.into_iter().map(|figure| figure.to_string());
        std::iter::once(name.to_owned()).chain(numbers).collect()
    };
    let units = scheme.units.iter();
    let mut rows: Vec<_> = units
        .map(|unit| {
            row(
                &unit.unit_name,
                [unit.total.value, unit.covered.value, unit.uncovered.value],
            )
        })
        .collect();
    rows.push(row(
        say("合计", "All"),
        [scheme.total.value, scheme.covered.value, scheme.uncovered.value],
    ));
    Block::Table {
        caption: say("各单位", "By unit").to_owned(),
        columns: vec![
            column(say("单位", "Unit"), 4, Align::Left),
            column(say("应联系", "Targets"), 2, Align::Right),
            column(say("已覆盖", "Covered"), 2, Align::Right),
            column(say("没有人联系", "Nobody"), 2, Align::Right),
        ],
        rows,
        empty: String::new(),
    }
}

/// A table, and a note when not every row is on it.
fn table<T>(
    caption: &'static str,
    columns: Vec<Column>,
    page: &Paged<T>,
    row: impl Fn(&T) -> Vec<String>,
) -> Vec<Block> {
    let total = page.total.unwrap_or_default();
    let mut blocks = vec![Block::Table {
        caption: format!("{caption}（{total}）"),
        columns,
        rows: page.items.iter().map(row).collect(),
        empty: say("无", "None").to_owned(),
    }];
    let more = total.saturating_sub(page.items.len() as u64);
    if more > 0 {
        let words = text(
            format!("另有 {more} 个，见导出的名单。"),
            format!("{more} more: see the exported list."),
        );
        blocks.push(Block::Note {
            text: words.show().to_owned(),
        });
    }
    blocks
}

fn uncovered(page: &Paged<LiaisonTarget>) -> Vec<Block> {
    table(
        say("没有人联系的对象", "Targets nobody keeps in touch with"),
        vec![
            column(say("联系对象", "Target"), 3, Align::Left),
            column(say("单位", "Unit"), 2, Align::Left),
        ],
        page,
        |target| vec![target.target_name.clone(), target.unit_name.clone()],
    )
}

fn overloaded(page: &Paged<LiaisonLoad>) -> Vec<Block> {
    table(
        say("超过上限的人", "People over the limit"),
        vec![
            column(say("联系人", "Person"), 3, Align::Left),
            column(say("联系数", "Links"), 1, Align::Right),
            column(say("上限", "Limit"), 1, Align::Right),
        ],
        page,
        |load| {
            let limit = load.max_load.map(|limit| limit.to_string());
            vec![
                load.person_name.clone(),
                load.links.value.to_string(),
                limit.unwrap_or_default(),
            ]
        },
    )
}

fn not_there(page: &Paged<AbsentLink>) -> Vec<Block> {
    table(
        say("联系人不在岗", "Links of absent people"),
        vec![
            column(say("联系人", "Person"), 2, Align::Left),
            column(say("原因", "Why"), 2, Align::Left),
            column(say("联系对象", "Target"), 3, Align::Left),
            column(say("单位", "Unit"), 2, Align::Left),
        ],
        page,
        |link| {
            let why = match link.reason {
                AbsenceReason::Left => say("已离开", "left"),
                AbsenceReason::OnLeave => say("请假", "on leave"),
            };
            let since = link.since.map(|since| since.to_string()).unwrap_or_default();
            vec![
                link.person_name.clone(),
                format!("{why} {since}").trim().to_owned(),
                link.target_name.clone(),
                link.unit_name.clone(),
            ]
        },
    )
}
