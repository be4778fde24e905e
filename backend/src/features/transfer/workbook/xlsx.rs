//! Workbooks, cell by cell: no range is ever made from the dimensions a file claims.

use std::{
    io::Cursor,
    panic::{self, AssertUnwindSafe},
};

use calamine::{DataRef, Reader, Xlsx};

use super::{Gathering, Purpose, Table, Understanding, unreadable};
use crate::error::Result;

const MAX_SHEETS: usize = 20;

pub fn read(content: &[u8], understanding: &Understanding, purpose: Purpose) -> Result<Option<Table>> {
    // A damaged file may run into an assertion of the reader: that is the file's fault, not ours.
    let reading = AssertUnwindSafe(|| read_sheets(content, understanding, purpose));
    panic::catch_unwind(reading).unwrap_or_else(|_| Err(unreadable()))
}

fn read_sheets(content: &[u8], understanding: &Understanding, purpose: Purpose) -> Result<Option<Table>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content)).map_err(|_| unreadable())?;
    for name in book.sheet_names().into_iter().take(MAX_SHEETS) {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut gathering = Gathering::new(understanding, purpose);
        let mut row = Vec::new();
        let mut at = 0;
        while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
            let (number, column) = cell.get_position();
            if number != at {
                gathering.take(at + 1, &mut row)?;
                at = number;
                if gathering.is_done() {
                    break;
                }
            }
            let column = column as usize;
            if gathering.wants(column) && row.len() < super::MAX_COLUMNS {
                row.push((column, written(cell.get_value())));
            }
        }
        if !gathering.is_done() {
            gathering.take(at + 1, &mut row)?;
        }
        if let Some(table) = gathering.finish() {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// A cell as people would have typed it.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.chars().take(super::MAX_TEXT_CHARS + 1).collect(),
        DataRef::SharedString(text) => text.chars().take(super::MAX_TEXT_CHARS + 1).collect(),
        DataRef::Int(number) => number.to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => (*number as i64).to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "是".to_owned(),
        DataRef::Bool(false) => "否".to_owned(),
        DataRef::DateTime(instant) => {
            let (year, month, day, ..) = instant.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.chars().take(10).collect(),
        DataRef::DurationIso(text) => text.chars().take(20).collect(),
        DataRef::Error(error) => error.to_string(),
    }
}
