//! Empty workbooks with the columns that an import takes, to be filled in.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::columns;
use crate::{
    entities::import::ImportKind,
    error::{Error, Result},
};

/// The header row of a kind; required columns carry a `*`. All cells are text, so that long numbers keep their digits.
pub fn template(kind: ImportKind) -> Result<Vec<u8>> {
    write(kind).map_err(|error| Error::Internal(error.to_string()))
}

fn write(kind: ImportKind) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let as_text = Format::new().set_num_format("@");
    let head = Format::new().set_bold().set_num_format("@");
    for (at, column) in (0..).zip(columns(kind)) {
        let title = if column.required {
            format!("{}*", column.title)
        } else {
            column.title.to_owned()
        };
        sheet.set_column_format(at, &as_text)?;
        sheet.set_column_width(at, 16)?;
        sheet.write_string_with_format(0, at, title, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
