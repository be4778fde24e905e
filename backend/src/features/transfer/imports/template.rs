//! Empty workbooks with the columns that an import takes, to be filled in, and a second sheet that says how.

use rust_xlsxwriter::{DataValidation, Format, Workbook, XlsxError};

use super::sheets;
use crate::{
    entities::import::ImportKind,
    error::{Error, Result},
    language::say,
};

/// Rows below the header that offer the words of a column.
const OFFERED_ROWS: u32 = 5_000;

/// The header row of a kind; required columns carry a `*`. All cells are text, so that long numbers keep their digits.
pub fn template(kind: ImportKind) -> Result<Vec<u8>> {
    write(kind).map_err(|error| Error::Internal(error.to_string()))
}

fn write(kind: ImportKind) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let as_text = Format::new().set_num_format("@");
    let head = Format::new().set_bold().set_num_format("@");
    let columns = sheets::of(kind).columns;
    let sheet = book.add_worksheet();
    sheet.set_name(say("数据", "Data"))?;
    for (at, column) in (0..).zip(columns) {
        let title = if column.required {
            format!("{}*", column.title)
        } else {
            column.title.to_owned()
        };
        sheet.set_column_format(at, &as_text)?;
        sheet.set_column_width(at, 16)?;
        sheet.write_string_with_format(0, at, title, &head)?;
        if !column.allowed.is_empty() {
            let offer = DataValidation::new().allow_list_strings(column.allowed)?;
            sheet.add_data_validation(1, at, OFFERED_ROWS, at, &offer)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let sheet = book.add_worksheet();
    sheet.set_name(say("填写说明", "How to fill it in"))?;
    let heads = [
        (say("列", "Column"), 16),
        (say("必填", "Required"), 8),
        (say("可填的内容", "Words"), 48),
        (say("说明", "Note"), 60),
        (say("也认得的表头", "Other headers"), 48),
    ];
    for (at, (title, width)) in (0..).zip(heads) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, title, &head)?;
    }
    for (row, column) in (1..).zip(columns) {
        sheet.write_string(row, 0, column.title)?;
        sheet.write_string(row, 1, if column.required { say("是", "yes") } else { "" })?;
        sheet.write_string(row, 2, column.allowed.join("、"))?;
        sheet.write_string(row, 3, say(column.note.0, column.note.1))?;
        sheet.write_string(row, 4, column.also.join("、"))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
