//! A report on paper, as a Word document, and its figures as a workbook.

use chrono::NaiveDate;
use forms::{Block, Sheet, Signature};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::dto::Report;
use crate::{
    clock::local_date,
    entities::report::{ReportLanguage, ReportState},
    error::{Error, Result},
    http::{Download, PrintedForm},
    language::{Language, day, say, text},
};

/// The report as a sheet, in the language it is written in.
pub async fn sheet(report: &Report, printed_by: &str, today: NaiveDate) -> Sheet {
    let language = match report.summary.language {
        ReportLanguage::Zh => Language::Chinese,
        ReportLanguage::En => Language::English,
    };
    language.scope(async { lay_out(report, printed_by, today) }).await
}

fn lay_out(report: &Report, printed_by: &str, today: NaiveDate) -> Sheet {
    let summary = &report.summary;
    let mut blocks = Vec::new();
    for (section, number) in report.sections.iter().zip(1..) {
        blocks.push(PrintedForm::heading(number, &section.heading));
        let paragraphs = section.text.split('\n').filter(|line| !line.trim().is_empty());
        blocks.extend(paragraphs.map(|line| Block::Paragraph {
            text: line.trim().to_owned(),
        }));
    }
    let counted = day(local_date(summary.generated_at));
    blocks.push(Block::Note {
        text: text(
            format!("文中数字统计于{counted}，为撰写人可见的记录；每个数字的出处见系统中的本报告。"),
            format!("The figures were counted on {counted} from the records the author may see; the source of each is in the system."),
        )
        .show()
        .to_owned(),
    });
    let state = match (summary.state, summary.frozen_at) {
        (ReportState::Frozen, Some(at)) => {
            let on = day(local_date(at));
            text(format!("{on}定稿"), format!("Frozen on {on}"))
        }
        _ => text("草稿", "Draft"),
    };
    Sheet {
        left: summary.unit_name.clone(),
        right: state.show().to_owned(),
        blocks,
        signatures: vec![Signature::line(if summary.person_id.is_some() {
            say("本人", "Signed")
        } else {
            say("负责人", "Responsible")
        })],
        ..PrintedForm::sheet(&summary.title, printed_by, today)
    }
}

/// The report for Word, to be worked on where a school wants its own layout.
pub async fn word(report: &Report, printed_by: &str, today: NaiveDate) -> Result<Download> {
    Download::word(&sheet(report, printed_by, today).await)
}

/// Its figures with their sources as a workbook.
pub fn figures(report: &Report) -> Result<Download> {
    let content = workbook(report).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Download::xlsx(&format!("{}.xlsx", report.summary.title), content))
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    let titles = [
        (say("部分", "Section"), 18),
        (say("项目", "Figure"), 22),
        (say("数量", "Number"), 10),
        (say("出处", "Source"), 90),
    ];
    for ((title, width), column) in titles.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, title, &bold)?;
    }
    let mut row = 1;
    for section in &report.sections {
        for figure in section.statements.iter().flat_map(|statement| &statement.figures) {
            sheet.write_string(row, 0, &section.heading)?;
            sheet.write_string(row, 1, &figure.label)?;
            #[expect(clippy::cast_precision_loss, reason = "counts of records are small")]
            sheet.write_number(row, 2, figure.value as f64)?;
            sheet.write_string(row, 3, &figure.query)?;
            row += 1;
        }
    }
    workbook.save_to_buffer()
}
