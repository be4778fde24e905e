//! The summary of a round as a workbook: the results laid out for printing, and the means behind them.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{
    lines::{Line, Summary},
    summary::title,
};
use crate::{
    auth::Actor,
    entities::{evaluation_round, evaluation_rules::Part},
    error::{Error, Result},
    features::evaluation::results::explanation::{GroupScore, PartScore, WhyMissing},
    http::Download,
    language::say,
    state::State,
};

/// A4.
const PAPER: u8 = 9;
const HEAD_ROW: u32 = 2;

pub async fn workbook(state: &State, actor: &Actor, round: &evaluation_round::Model) -> Result<Download> {
    let summary = Summary::of(state, actor, round).await?;
    let content = filled(&summary, actor).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Download::xlsx(&format!("{}-{}.xlsx", title(), round.title), content))
}

fn filled(summary: &Summary, actor: &Actor) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    results(book.add_worksheet(), summary, actor)?;
    means(book.add_worksheet(), summary)?;
    book.save_to_buffer()
}

fn results(sheet: &mut Worksheet, summary: &Summary, actor: &Actor) -> Result<(), XlsxError> {
    let columns = [
        ("序号", "No.", 6.0),
        ("考评对象", "Who", 14.0),
        ("职务", "Post", 16.0),
        ("组织考评", "Organisational", 12.0),
        ("群众测评", "Mass", 12.0),
        ("总分", "Score", 10.0),
        ("等次", "Grade", 10.0),
        ("备注", "Remarks", 36.0),
    ];
    let last_column = 7;
    sheet.set_name(say("汇总", "Summary"))?;
    page(sheet)?;
    sheet.merge_range(
        0,
        0,
        0,
        last_column,
        &format!("{} {}", summary.round.title, title()),
        &large(),
    )?;
    let about = format!(
        "{}　{}　{}　{}",
        summary.unit,
        summary.period(),
        summary.weights(),
        summary.grading()
    );
    sheet.merge_range(1, 0, 1, last_column, &about, &Format::new().set_text_wrap())?;
    heads(sheet, &columns)?;
    let (framed, score, mean) = (
        framed(),
        framed().set_num_format("0.00"),
        framed().set_num_format("0.0000"),
    );
    for (row, line) in (HEAD_ROW + 1..).zip(&summary.lines) {
        let Line { result, explanation } = line;
        sheet.write_number_with_format(row, 0, result.position, &framed)?;
        sheet.write_string_with_format(row, 1, &result.name, &framed)?;
        sheet.write_string_with_format(row, 2, &result.post, &framed)?;
        number(sheet, (row, 3), explanation.part(Part::Organisational), &mean)?;
        number(sheet, (row, 4), explanation.part(Part::Mass), &mean)?;
        number(sheet, (row, 5), explanation.score, &score)?;
        sheet.write_string_with_format(row, 6, Line::or_dash(result.grade_name.as_ref()), &framed)?;
        sheet.write_string_with_format(row, 7, line.remarks(), &framed)?;
    }
    let signed = format!(
        "{}　　　　　　{}　　　　　　{}{}",
        say("领导小组办公室：", "Office: "),
        say("组长（校长）：", "Principal: "),
        say("制表：", "Made by: "),
        actor.display_name
    );
    let last = HEAD_ROW + 2 + u32::try_from(summary.lines.len()).unwrap_or_default();
    sheet.merge_range(last, 0, last, last_column, &signed, &Format::new())?;
    Ok(())
}

fn means(sheet: &mut Worksheet, summary: &Summary) -> Result<(), XlsxError> {
    let mut columns = vec![
        ("考评对象", "Who", 14.0),
        ("部分", "Part", 10.0),
        ("评价主体", "Group", 16.0),
        ("权重", "Weight", 8.0),
        ("份数", "Sheets or ballots", 8.0),
        ("得分", "Score", 10.0),
        ("说明", "Remarks", 14.0),
    ];
    columns.extend(summary.rules.dimensions.iter().map(|_| ("", "", 12.0)));
    sheet.set_name(say("分项", "Means"))?;
    page(sheet)?;
    let last_column = u16::try_from(columns.len()).unwrap_or(u16::MAX) - 1;
    sheet.merge_range(
        0,
        0,
        0,
        last_column,
        &format!("{} {}", summary.round.title, say("分项得分", "Means")),
        &large(),
    )?;
    heads(sheet, &columns)?;
    let (framed, mean) = (framed(), framed().set_num_format("0.0000"));
    for (at, dimension) in (7..).zip(&summary.rules.dimensions) {
        sheet.write_string_with_format(HEAD_ROW, at, &dimension.name, &framed.clone().set_bold())?;
    }
    let rows = summary.lines.iter().flat_map(|line| {
        let parts = line.explanation.parts.iter();
        parts.flat_map(move |part| part.groups.iter().map(move |group| (line, part, group)))
    });
    for (row, (line, part, group)) in (HEAD_ROW + 1..).zip(rows) {
        sheet.write_string_with_format(row, 0, &line.result.name, &framed)?;
        sheet.write_string_with_format(row, 1, part_name(part), &framed)?;
        sheet.write_string_with_format(row, 2, &group.name, &framed)?;
        number(sheet, (row, 3), Some(group.weight), &framed)?;
        number(sheet, (row, 4), group.raters.map(Decimal::from), &framed)?;
        number(sheet, (row, 5), group.score, &mean)?;
        sheet.write_string_with_format(row, 6, why(group), &framed)?;
        for (at, dimension) in (7..).zip(&group.dimensions) {
            number(sheet, (row, at), dimension.mean, &mean)?;
        }
    }
    Ok(())
}

fn part_name(part: &PartScore) -> &'static str {
    match part.part {
        Part::Organisational => say("组织考评", "Organisational"),
        Part::Mass => say("群众测评", "Mass"),
    }
}

fn why(group: &GroupScore) -> &'static str {
    match group.missing {
        None => "",
        Some(WhyMissing::BelowMinimum) => say("票数不足", "Too few ballots"),
        Some(WhyMissing::NothingSaid) => say("没有评价", "Nothing said"),
        Some(WhyMissing::FewSheets) => say("不单独展示", "Not shown"),
    }
}

/// A number in a cell, or a dash.
fn number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    number: Option<Decimal>,
    format: &Format,
) -> Result<(), XlsxError> {
    match number.and_then(|number| number.to_f64()) {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_string_with_format(row, column, "—", format)?,
    };
    Ok(())
}

fn heads(sheet: &mut Worksheet, columns: &[(&'static str, &'static str, f64)]) -> Result<(), XlsxError> {
    let head = framed().set_bold().set_align(FormatAlign::Center);
    for (at, (zh, en, width)) in (0..).zip(columns) {
        sheet.set_column_width(at, *width)?;
        sheet.write_string_with_format(HEAD_ROW, at, say(zh, en), &head)?;
    }
    Ok(())
}

fn large() -> Format {
    let bold = Format::new().set_bold().set_font_size(16);
    bold.set_align(FormatAlign::Center)
}

fn framed() -> Format {
    let wrapped = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    wrapped.set_align(FormatAlign::VerticalCenter)
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
