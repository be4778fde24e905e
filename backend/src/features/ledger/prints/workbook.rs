//! The official list as a workbook, laid out for printing on A4 landscape.

use chrono::{DateTime, NaiveDate, Utc};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use sea_orm::ConnectionTrait;

use super::{
    lines::{COLUMNS, Line, lines},
    list::title,
};
use crate::{
    auth::Actor,
    clock::local_date,
    error::{Error, Result},
    features::ledger::filter::LedgerFilter,
    http::Download,
    language::{day, say},
};

const LAST_COLUMN: u16 = 11;
const HEAD_ROW: u32 = 2;
/// A column's width in characters for each share of the width.
const WIDTH: f64 = 1.3;
/// A4.
const PAPER: u8 = 9;

pub async fn workbook(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: LedgerFilter,
    now: DateTime<Utc>,
) -> Result<Download> {
    let lines = lines(db, actor, filter, now).await?;
    let today = local_date(now);
    let content = filled(&lines, actor, today).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Download::xlsx(&format!("{}-{today}.xlsx", title()), content))
}

fn filled(lines: &[Line], actor: &Actor, today: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    page(sheet)?;
    let large = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, LAST_COLUMN, title(), &large)?;
    let count = format!(
        "{}{}　　{}{}",
        say("件数：", "Entries: "),
        lines.len(),
        say("打印日期：", "Printed on "),
        day(today)
    );
    sheet.merge_range(
        1,
        0,
        1,
        LAST_COLUMN,
        &count,
        &Format::new().set_align(FormatAlign::Right),
    )?;
    let framed = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let centred = framed.clone().set_align(FormatAlign::Center);
    let head = centred.clone().set_bold();
    for (at, column) in (0..).zip(&COLUMNS) {
        sheet.set_column_width(at, f64::from(column.share) * WIDTH)?;
        sheet.write_string_with_format(HEAD_ROW, at, say(column.zh, column.en), &head)?;
    }
    for (row, line) in (HEAD_ROW + 1..).zip(lines) {
        let number = usize::try_from(row - HEAD_ROW).unwrap_or_default();
        for ((at, column), cell) in (0..).zip(&COLUMNS).zip(line.cells(number)) {
            let format = if column.centred { &centred } else { &framed };
            sheet.write_string_with_format(row, at, &cell, format)?;
        }
    }
    let signed = format!(
        "{}　　　　　　{}　　　　　　{}{}",
        say("领导小组办公室：", "Office: "),
        say("组长（校长）：", "Principal: "),
        say("制表：", "Made by: "),
        actor.display_name
    );
    let last = HEAD_ROW + 2 + u32::try_from(lines.len()).unwrap_or_default();
    sheet.merge_range(last, 0, last, LAST_COLUMN, &signed, &Format::new())?;
    book.save_to_buffer()
}

fn page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_landscape();
    sheet.set_paper_size(PAPER);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    sheet.set_footer("&C&P / &N");
    sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
    Ok(())
}
