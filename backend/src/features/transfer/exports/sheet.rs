//! Writing a sheet row by row, without ever holding the whole of it.

use chrono::{DateTime, FixedOffset};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::Value;

use super::dto::{ExportCodes, ExportFormat};
use crate::{
    error::{Error, Result},
    features::personnel::codes::Code,
    language::{Language, text},
};

/// The longest text of a cell in a workbook.
const LONGEST: usize = 32_000;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A column of an exported list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Name in the list's rows; `a.b` reaches into an object, or into every object of a list.
    path: &'static str,
    zh: &'static str,
    en: &'static str,
    shape: Shape,
}

/// How a value is written.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    Number,
    /// Cents (分), shown in yuan.
    Cents,
    /// An instant, shown as the local time of China.
    Instant,
    /// Stable names and their words.
    Words(&'static [(&'static str, &'static str, &'static str)]),
    /// The same, with the codes of a standard.
    Coded(&'static [(&'static str, &'static str, &'static str, &'static str)]),
    /// Codes of a standard.
    Standard(&'static [Code]),
}

pub const fn column(path: &'static str, zh: &'static str, en: &'static str, shape: Shape) -> Column {
    Column { path, zh, en, shape }
}

/// A sheet that grows.
pub struct Sheet {
    columns: &'static [Column],
    codes: ExportCodes,
    rows: u32,
    form: Form,
}

enum Form {
    Xlsx(Box<Workbook>),
    Csv(Box<csv::Writer<Vec<u8>>>),
}

impl Sheet {
    pub fn new(columns: &'static [Column], format: ExportFormat, codes: ExportCodes) -> Result<Self> {
        let form = match format {
            ExportFormat::Xlsx => {
                let mut book = Workbook::new();
                book.add_worksheet_with_constant_memory().map_err(failed)?;
                Form::Xlsx(Box::new(book))
            }
            ExportFormat::Csv => Form::Csv(Box::new(csv::Writer::from_writer(BOM.to_vec()))),
        };
        let mut sheet = Self {
            columns,
            codes,
            rows: 0,
            form,
        };
        let head = columns
            .iter()
            .map(|column| text(column.zh, column.en).show().to_owned());
        sheet.put(&head.map(Cell::Text).collect::<Vec<_>>())?;
        Ok(sheet)
    }

    /// Adds a row of the list.
    pub fn add(&mut self, row: &Value) -> Result<()> {
        let cells: Vec<Cell> = self.columns.iter().map(|column| column.cell(row, self.codes)).collect();
        self.put(&cells)
    }

    fn put(&mut self, cells: &[Cell]) -> Result<()> {
        match &mut self.form {
            Form::Xlsx(book) => put_xlsx(book, self.rows, cells).map_err(failed)?,
            Form::Csv(writer) => {
                let texts = cells.iter().map(|cell| match cell {
                    Cell::Empty => String::new(),
                    Cell::Number(number) => number.to_string(),
                    Cell::Text(text) => harmless(text),
                });
                writer.write_record(texts).map_err(failed)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    pub fn finish(self) -> Result<Vec<u8>> {
        match self.form {
            Form::Xlsx(mut book) => book.save_to_buffer().map_err(failed),
            Form::Csv(writer) => writer.into_inner().map_err(failed),
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

/// Texts are written as texts, never as formulas.
fn put_xlsx(book: &mut Workbook, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    let sheet = book.worksheet_from_index(0)?;
    let head = Format::new().set_bold();
    if row == 0 {
        sheet.set_freeze_panes(1, 0)?;
    }
    for (at, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => {}
            Cell::Number(number) => {
                sheet.write_number(row, at, *number)?;
            }
            Cell::Text(text) if row == 0 => {
                sheet.set_column_width(at, 18)?;
                sheet.write_string_with_format(row, at, text, &head)?;
            }
            Cell::Text(text) => {
                sheet.write_string(row, at, text.chars().take(LONGEST).collect::<String>())?;
            }
        }
    }
    Ok(())
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

enum Cell {
    Empty,
    Number(f64),
    Text(String),
}

impl Column {
    fn cell(&self, row: &Value, codes: ExportCodes) -> Cell {
        match (reach(row, self.path), self.shape) {
            (Value::Null, _) => Cell::Empty,
            (Value::Number(number), Shape::Number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
            (Value::Number(number), Shape::Cents) => {
                number.as_f64().map_or(Cell::Empty, |cents| Cell::Number(cents / 100.0))
            }
            (value, shape) => Cell::Text(words(&value, shape, codes)),
        }
    }
}

/// The value at a path; through a list, the values of all its items.
fn reach(value: &Value, path: &str) -> Value {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    match (value, rest) {
        (Value::Array(items), _) => items.iter().map(|item| reach(item, path)).collect(),
        (value, None) => value[name].clone(),
        (value, Some(rest)) => reach(&value[name], rest),
    }
}

fn words(value: &Value, shape: Shape, codes: ExportCodes) -> String {
    match (value, shape) {
        (Value::String(name), Shape::Words(_) | Shape::Standard(_)) if codes == ExportCodes::Codes => name.clone(),
        (Value::String(code), Shape::Standard(known)) => {
            let found = known.iter().find(|known| known.code == code);
            found.map_or_else(
                || code.clone(),
                |code| text(code.name_zh, code.name_en).show().to_owned(),
            )
        }
        (Value::String(name), Shape::Coded(known)) => {
            let found = known.iter().find(|(known, ..)| known == name);
            let shown = found.map(|(_, zh, en, code)| match codes {
                ExportCodes::Names => text(*zh, *en).show().to_owned(),
                ExportCodes::Codes => (*code).to_owned(),
            });
            shown.unwrap_or_else(|| name.clone())
        }
        (Value::String(name), Shape::Words(known)) => {
            let found = known.iter().find(|(known, ..)| known == name);
            found.map_or_else(|| name.clone(), |(_, zh, en)| text(*zh, *en).show().to_owned())
        }
        (Value::String(instant), Shape::Instant) => local_time(instant).unwrap_or_else(|| instant.clone()),
        (Value::String(text), _) => text.clone(),
        (Value::Bool(true), _) => text("是", "Yes").show().to_owned(),
        (Value::Bool(false), _) => text("否", "No").show().to_owned(),
        (Value::Array(items), shape) => {
            let separator = match Language::current() {
                Language::Chinese => "、",
                Language::English => ", ",
            };
            let items: Vec<String> = items.iter().map(|item| words(item, shape, codes)).collect();
            items.join(separator)
        }
        (Value::Object(_) | Value::Null, _) => String::new(),
        (Value::Number(number), _) => number.to_string(),
    }
}

fn local_time(instant: &str) -> Option<String> {
    let instant = DateTime::parse_from_rfc3339(instant).ok()?;
    let china = FixedOffset::east_opt(8 * 3600)?;
    Some(instant.with_timezone(&china).format("%Y-%m-%d %H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const COLUMNS: &[Column] = &[
        column("name", "姓名", "Name", Shape::Text),
        column("unit.name", "单位", "Unit", Shape::Text),
        column("lessons", "课时", "Lessons", Shape::Number),
        column("at", "时间", "Time", Shape::Instant),
        column("kind", "类别", "Kind", Shape::Words(&[("a", "甲", "A")])),
        column(
            "posts.post",
            "岗位",
            "Posts",
            Shape::Words(&[("x", "校长", "Principal")]),
        ),
    ];

    fn filled(format: ExportFormat) -> Vec<u8> {
        let mut sheet = Sheet::new(COLUMNS, format, ExportCodes::Names).unwrap();
        for name in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "王明"] {
            let row = json!({"name": name, "unit": {"name": "东村"}, "lessons": 4, "at": "2026-11-23T02:00:00Z", "kind": "a", "posts": [{"post": "x"}, {"post": "y"}]});
            sheet.add(&row).unwrap();
        }
        sheet.finish().unwrap()
    }

    #[test]
    fn what_looks_like_a_formula_stays_a_text() {
        let csv = String::from_utf8(filled(ExportFormat::Csv)).unwrap();
        let mut lines = csv.trim_start_matches('\u{FEFF}').lines();
        assert_eq!(lines.next(), Some("姓名,单位,课时,时间,类别,岗位"));
        assert_eq!(lines.next(), Some("'=1+1,东村,4,2026-11-23 10:00,甲,校长、y"));
        for dangerous in ["\n=", "\n+", "\n-", "\n@", "\n\t", "\n\r", "\n\"\r"] {
            assert!(!csv.contains(dangerous), "{dangerous:?}");
        }
    }

    #[test]
    fn a_workbook_holds_texts_and_no_formula() {
        use calamine::{Data, Reader, Xlsx};
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(filled(ExportFormat::Xlsx))).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get_value((1, 2)), Some(&Data::Float(4.0)));
        assert_eq!(
            book.worksheet_formula(&book.sheet_names()[0].clone())
                .unwrap()
                .used_cells()
                .count(),
            0
        );
    }
}
