//! Reading what schools send: `.xlsx` or `.csv`, from memory, with caps on everything that a file can claim.

mod csv_text;
mod header;
mod package;
mod xlsx;

use crate::{
    entities::import::ReadBy,
    error::{Error, Result},
    language::{Text, text},
};

use header::MAX_TEXT_CHARS;
pub use header::{Column, Found, Said, Understanding, fingerprint, plain_header};
pub use package::refuse_bombs;

/// Rows of data that one file may hold.
pub const MAX_ROWS: usize = 100_000;
/// Columns that are looked at; what stands further right is not read.
pub const MAX_COLUMNS: usize = 200;
/// Rows above the header that may hold a title or notes.
const HEADER_WITHIN: usize = 20;

/// What was read: the wanted columns of every row, and nothing else.
#[derive(Debug, Default)]
pub struct Table {
    /// The headers from left to right.
    pub headers: Vec<Found>,
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As the sheet counts, from 1.
    pub number: u32,
    /// The wanted columns one after the other: a text of its own for each would take more room than it says.
    joined: Box<str>,
}

/// Between two cells; [`tidy`] leaves no such character within one.
const BETWEEN_CELLS: &str = "\u{1f}";

impl Row {
    fn new(number: u32, cells: &[Box<str>]) -> Self {
        Self {
            number,
            joined: cells.join(BETWEEN_CELLS).into(),
        }
    }

    /// One text per wanted column; empty when the cell is.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.joined.split(BETWEEN_CELLS)
    }
}

/// Reads the first sheet of a file that has a header with some of the wanted columns.
pub fn read(content: &[u8], understanding: &Understanding) -> Result<Table> {
    let table = gather(content, understanding, Purpose::Rows)?;
    table.ok_or_else(|| no_header(understanding.wanted))
}

/// Reads the headers of a file alone; where none is known, those of its fullest row near the top.
pub fn read_headers(content: &[u8], understanding: &Understanding) -> Result<Vec<Found>> {
    let known = gather(content, understanding, Purpose::Header)?;
    let table = match known {
        Some(table) => Some(table),
        None => gather(content, understanding, Purpose::AnyHeader)?,
    };
    let table = table.ok_or_else(|| no_header(understanding.wanted))?;
    Ok(table.headers)
}

fn gather(content: &[u8], understanding: &Understanding, purpose: Purpose) -> Result<Option<Table>> {
    if content.starts_with(b"PK") {
        refuse_bombs(content)?;
        return xlsx::read(content, understanding, purpose);
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
    csv_text::read(content, understanding, purpose)
}

/// What is looked for in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Rows,
    /// The header row alone.
    Header,
    /// The row that is most like a header, even if no column of it is known.
    AnyHeader,
}

/// Takes rows one after the other: looks for the header first, then keeps the wanted cells.
#[derive(Debug)]
struct Gathering<'a> {
    understanding: &'a Understanding,
    purpose: Purpose,
    /// For each column of the sheet the wanted column it holds.
    places: Option<Vec<Option<usize>>>,
    rows_before_header: usize,
    /// The most cells that a row looked at had.
    fullest: usize,
    table: Table,
}

impl<'a> Gathering<'a> {
    fn new(understanding: &'a Understanding, purpose: Purpose) -> Self {
        Self {
            understanding,
            purpose,
            places: None,
            rows_before_header: 0,
            fullest: 1,
            table: Table::default(),
        }
    }

    /// Whether nothing more is to be read: all that is wanted was found, or the header was not where it should be.
    fn is_done(&self) -> bool {
        let is_hopeless = self.rows_before_header >= HEADER_WITHIN;
        match self.purpose {
            Purpose::Rows => self.places.is_none() && is_hopeless,
            Purpose::Header => self.places.is_some() || is_hopeless,
            Purpose::AnyHeader => is_hopeless,
        }
    }

    /// Whether a cell of this column is worth reading.
    fn wants(&self, column: usize) -> bool {
        match &self.places {
            Some(places) if self.purpose == Purpose::Rows => places.get(column).copied().flatten().is_some(),
            _ => column < MAX_COLUMNS,
        }
    }

    fn take(&mut self, number: u32, cells: &mut Vec<(usize, String)>) -> Result<()> {
        let places = match &self.places {
            Some(places) if self.purpose != Purpose::AnyHeader => places,
            _ => {
                self.look_for_header(cells);
                cells.clear();
                return Ok(());
            }
        };
        let wanted = self.understanding.wanted;
        let mut row = vec![Box::<str>::default(); wanted.len()];
        let mut is_empty = true;
        for (column, value) in cells.drain(..) {
            let Some(place) = places.get(column).copied().flatten() else {
                continue;
            };
            let value = tidy(&value, wanted[place].limit);
            if !value.is_empty() && row[place].is_empty() {
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
        self.table.rows.push(Row::new(number, &row));
        Ok(())
    }

    /// The first row with two wanted columns, or one that somebody pointed at, is the header.
    fn look_for_header(&mut self, cells: &[(usize, String)]) {
        if cells.is_empty() {
            return;
        }
        self.rows_before_header += 1;
        let titled = cells.iter().map(|(column, title)| (*column, plain_header(title)));
        let titled: Vec<(usize, String)> = titled.filter(|(_, title)| !title.is_empty()).collect();
        let titles: Vec<String> = titled.iter().map(|(_, title)| title.clone()).collect();
        let found = self.understanding.read(&titles);
        let known = found.iter().filter(|found| found.column.is_some()).count();
        let is_said = found
            .iter()
            .any(|found| found.column.is_some() && matches!(found.by, ReadBy::Choice | ReadBy::Memory));
        let is_header = match self.purpose {
            Purpose::AnyHeader => titles.len() > self.fullest,
            Purpose::Rows | Purpose::Header => is_said || known >= 2.min(self.understanding.wanted.len()),
        };
        if !is_header {
            return;
        }
        self.fullest = titles.len();
        let mut places = vec![None; titled.iter().map(|(column, _)| column + 1).max().unwrap_or_default()];
        for ((column, _), found) in titled.iter().zip(&found) {
            places[*column] = found.column;
        }
        self.places = Some(places);
        self.table.headers = found;
    }

    fn finish(self) -> Option<Table> {
        self.places.is_some().then_some(self.table)
    }
}

/// A cell as it is kept: trimmed, composed, without control characters, full-width letters and digits made narrow;
/// a longer one is cut one character beyond the limit, so that the check can tell.
pub fn tidy(value: &str, limit: usize) -> Box<str> {
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
        .take(limit + 1)
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
