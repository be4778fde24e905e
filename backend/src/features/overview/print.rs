//! The overview on paper and as a workbook: the same table.

use chrono::NaiveDate;
use forms::{Align, Block, Column, Sheet, Signature};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::{
    dto::{SchoolFigures, SchoolOverview},
    told::{ToldFigure, ToldShare},
};
use crate::{
    error::{Error, Result},
    http::{Download, PrintedForm},
    language::{day, say, text},
};

/// The overview as an A4 sheet.
pub fn sheet(overview: &SchoolOverview, printed_by: &str, today: NaiveDate) -> Sheet {
    let mut columns = heads(overview).into_iter();
    let school = columns.next().unwrap_or_default();
    let columns = std::iter::once(Column::new(school, 5, Align::Left))
        .chain(columns.map(|head| Column::new(head, 3, Align::Center)));
    Sheet {
        left: time(overview),
        right: day(overview.on),
        landscape: true,
        blocks: vec![
            Block::Table {
                caption: String::new(),
                columns: columns.collect(),
                rows: rows(overview),
                empty: say("没有学校", "There are no schools").to_owned(),
            },
            Block::Note { text: note(overview) },
        ],
        signatures: vec![
            Signature::line(say("制表", "Made by")),
            Signature::line(say("审核", "Checked by")),
        ],
        ..PrintedForm::sheet(title(), printed_by, today)
    }
}

/// The overview as a workbook.
pub fn workbook(overview: &SchoolOverview) -> Result<Download> {
    let content = filled(overview).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Download::xlsx(&format!("{}-{}.xlsx", title(), overview.on), content))
}

fn filled(overview: &SchoolOverview) -> Result<Vec<u8>, XlsxError> {
    const HEAD_ROW: u32 = 2;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, title(), &Format::new().set_bold().set_font_size(16))?;
    sheet.write_string(1, 0, time(overview))?;
    let framed = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let head = framed.clone().set_bold().set_align(FormatAlign::Center);
    for (at, name) in (0..).zip(heads(overview)) {
        sheet.set_column_width(at, if at == 0 { 24 } else { 13 })?;
        sheet.write_string_with_format(HEAD_ROW, at, name, &head)?;
    }
    let rows = rows(overview);
    for (row, cells) in (HEAD_ROW + 1..).zip(&rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write_number_with_format(row, at, number, &framed)?,
                Err(_) => sheet.write_string_with_format(row, at, cell, &framed)?,
            };
        }
    }
    let last = HEAD_ROW + 2 + u32::try_from(rows.len()).unwrap_or_default();
    sheet.write_string(last, 0, note(overview))?;
    sheet.set_freeze_panes(HEAD_ROW + 1, 1)?;
    book.save_to_buffer()
}

fn title() -> &'static str {
    say("学校概览", "Schools side by side")
}

fn time(overview: &SchoolOverview) -> String {
    let days = format!("{}—{}", day(overview.from), day(overview.until));
    match &overview.term_name {
        Some(term) => format!("{term}　{days}"),
        None => days,
    }
}

fn note(overview: &SchoolOverview) -> String {
    let least = overview.least;
    text(
        format!(
            "按单位顺序排列，不排名。涉及人的数不足{least}的、以及能推算出它的数不公布；合计只加可公布的数。\
             办结率与解决率一并看。未办结、逾期、未整改为制表时的数。"
        ),
        format!(
            "In the order of the units: no ranking. Numbers of people below {least}, and those that would give them away, \
             are withheld; totals are sums of what is told. Open, overdue and unsettled are as of now."
        ),
    )
    .show()
    .to_owned()
}

fn heads(overview: &SchoolOverview) -> Vec<String> {
    let mut heads: Vec<String> = [
        say("学校", "School"),
        say("民情登记", "Registered"),
        say("办结率", "Closed"),
        say("解决率", "Resolved"),
        say("按期答复率", "In time"),
        say("未办结", "Open"),
        say("逾期", "Overdue"),
    ]
    .map(str::to_owned)
    .to_vec();
    heads.extend(overview.total.coverage.iter().map(|scheme| scheme.scheme_name.clone()));
    heads.extend(
        [
            say("履职未落后", "Duties on pace"),
            say("考评", "Rounds"),
            say("督查", "Inspections"),
            say("未整改", "Findings"),
            say("整改逾期", "Late"),
        ]
        .map(str::to_owned),
    );
    heads
}

fn rows(overview: &SchoolOverview) -> Vec<Vec<String>> {
    let mut rows: Vec<_> = overview
        .schools
        .iter()
        .map(|school| cells(&school.unit_name, &school.figures))
        .collect();
    if !rows.is_empty() {
        rows.push(cells(say("合计（可公布的）", "Total of what is told"), &overview.total));
    }
    rows
}

fn cells(name: &str, figures: &SchoolFigures) -> Vec<String> {
    let mut cells = vec![
        name.to_owned(),
        number(&figures.registered),
        share(&figures.completion),
        share(&figures.resolution),
        share(&figures.response_in_time),
        number(&figures.open),
        number(&figures.overdue),
    ];
    cells.extend(figures.coverage.iter().map(|scheme| share(&scheme.covered)));
    cells.push(share(&figures.duties));
    cells.extend(
        [
            &figures.rounds,
            &figures.inspections,
            &figures.findings,
            &figures.findings_overdue,
        ]
        .map(number),
    );
    cells
}

fn number(figure: &ToldFigure) -> String {
    figure.value.map_or_else(withheld, |value| value.to_string())
}

fn share(share: &ToldShare) -> String {
    let Some((part, of)) = share.part.value.zip(share.of.value) else {
        return withheld();
    };
    match share.percent {
        Some(percent) => format!("{part}/{of}\n{percent}%"),
        None => format!("{part}/{of}"),
    }
}

fn withheld() -> String {
    say("不公布", "withheld").to_owned()
}
