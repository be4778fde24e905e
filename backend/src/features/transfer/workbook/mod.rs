//! Reading what schools send: `.xlsx` or `.csv`, from memory, with caps on everything that a file can claim.

mod csv_text;
mod header;
mod package;
mod xlsx;

use crate::error::{Error, Result};
use crate::language::{Text, text};

pub use header::{Column, plain_header};
pub use package::refuse_bombs;

/// Rows of data that one file may hold.
pub const MAX_ROWS: usize = 100_000;
/// Columns that are looked at; what stands further right is not read.
pub const MAX_COLUMNS: usize = 200;
/// Characters of a cell; longer ones are cut one character later, so that the check can tell.
pub const MAX_CELL_CHARS: usize = 500;
/// Rows above the header that may hold a title or notes.
const HEADER_WITHIN: usize = 20;

/// What was read: the wanted columns of every row, and nothing else.
#[derive(Debug, Default)]
pub struct Table {
    /// Titles of the wanted columns that are there, in the order of `wanted`.
    pub found: Vec<usize>,
    /// Headers that nobody asked for.
    pub ignored: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As the sheet counts, from 1.
    pub number: u32,
    /// One text per wanted column; empty when the cell is.
    pub cells: Vec<Box<str>>,
}

/// Reads the first sheet of a file that has a header with some of the wanted columns.
pub fn read(content: &[u8], wanted: &[Column]) -> Result<Table> {
    if content.starts_with(b"PK") {
        refuse_bombs(content)?;
        return xlsx::read(content, wanted);
    }
    if content.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(refused(
            "old_format",
            text(
                "这是旧版 .xls（或加密的）工作簿。请在 Excel 或 WPS 中去掉密码，另存为 .xlsx 后再上传。",
                "This is an old .xls or an encrypted workbook: remove the password, save it as .xlsx and upload that.",
            ),
        ));
    }
    csv_text::read(content, wanted)
}

/// Takes rows one after the other: looks for the header first, then keeps the wanted cells.
#[derive(Debug)]
struct Gathering<'a> {
    wanted: &'a [Column],
    /// For each column of the sheet the wanted column it holds.
    places: Option<Vec<Option<usize>>>,
    rows_before_header: usize,
    table: Table,
}

impl<'a> Gathering<'a> {
    fn new(wanted: &'a [Column]) -> Self {
        Self {
            wanted,
            places: None,
            rows_before_header: 0,
            table: Table::default(),
        }
    }

    /// Whether the header was not found where it should be.
    fn is_hopeless(&self) -> bool {
        self.places.is_none() && self.rows_before_header >= HEADER_WITHIN
    }

    /// Whether a cell of this column is worth reading.
    fn wants(&self, column: usize) -> bool {
        match &self.places {
            None => column < MAX_COLUMNS,
            Some(places) => places.get(column).copied().flatten().is_some(),
        }
    }

    fn take(&mut self, number: u32, cells: &mut Vec<(usize, String)>) -> Result<()> {
        let Some(places) = &self.places else {
            self.look_for_header(cells);
            cells.clear();
            return Ok(());
        };
        let mut row = vec![Box::<str>::default(); self.wanted.len()];
        let mut is_empty = true;
        for (column, value) in cells.drain(..) {
            let value = tidy(&value);
            if let Some(place) = places.get(column).copied().flatten()
                && !value.is_empty()
                && row[place].is_empty()
            {
                is_empty = false;
                row[place] = value;
            }
        }
        if is_empty {
            return Ok(());
        }
        if self.table.rows.len() >= MAX_ROWS {
            return Err(refused(
                "too_many_rows",
                text(
                    format!("一个文件最多 {MAX_ROWS} 行，请分成几个文件。"),
                    format!("A file may have {MAX_ROWS} rows at most: split it."),
                ),
            ));
        }
        self.table.rows.push(Row { number, cells: row });
        Ok(())
    }

    /// The first row with two wanted columns or all of them is the header.
    fn look_for_header(&mut self, cells: &[(usize, String)]) {
        if cells.is_empty() {
            return;
        }
        self.rows_before_header += 1;
        let mut places = Vec::new();
        let mut found = Vec::new();
        let mut ignored = Vec::new();
        for (column, title) in cells {
            let title = plain_header(title);
            if title.is_empty() {
                continue;
            }
            let at = self.wanted.iter().position(|wanted| wanted.is_called(&title));
            match at {
                Some(at) if !found.contains(&at) => {
                    if places.len() <= *column {
                        places.resize(column + 1, None);
                    }
                    places[*column] = Some(at);
                    found.push(at);
                }
                _ => ignored.push(title),
            }
        }
        if found.len() >= 2.min(self.wanted.len()) {
            found.sort_unstable();
            self.places = Some(places);
            self.table.found = found;
            self.table.ignored = ignored;
        }
    }

    fn finish(self) -> Option<Table> {
        self.places.is_some().then_some(self.table)
    }
}

/// A cell as it is kept: trimmed, composed, without control characters, full-width letters and digits made narrow.
pub fn tidy(value: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    let tidied: String = value
        .trim()
        .nfc()
        .map(narrow)
        .filter(|c| !c.is_control() && !matches!(c, '\u{200B}' | '\u{FEFF}'))
        .take(MAX_CELL_CHARS + 1)
        .collect();
    tidied.trim().into()
}

/// The file cannot be imported.
pub fn refused(code: &str, detail: Text) -> Error {
    Error::invalid("file", code, detail)
}

fn unreadable() -> Error {
    refused(
        "not_a_workbook",
        text(
            "打不开这个文件：它不是 .xlsx 工作簿或 .csv 文本，或者已经损坏。",
            "The file cannot be opened: it is no .xlsx workbook or .csv text, or it is damaged.",
        ),
    )
}

fn no_header(wanted: &[Column]) -> Error {
    let names: Vec<&str> = wanted
        .iter()
        .filter(|column| column.required)
        .map(|column| column.title)
        .collect();
    refused(
        "no_header",
        text(
            format!(
                "前 {HEADER_WITHIN} 行里没有找到表头。至少需要这些列：{}。",
                names.join("、")
            ),
            format!(
                "No header was found in the first {HEADER_WITHIN} rows. These columns are needed: {}.",
                names.join(", ")
            ),
        ),
    )
}
