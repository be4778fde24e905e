//! The columns of a sheet, by the many ways their headers are written.

use std::collections::{BTreeMap, HashMap};

use aws_lc_rs::digest;

use crate::entities::import::ReadBy;

/// Characters of a cell; longer ones are cut one character later, so that the check can tell.
const MAX_CELL_CHARS: usize = 500;
/// Of a column that holds whole texts.
pub const MAX_TEXT_CHARS: usize = 4_000;

/// A column that an import takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The header of the template.
    pub title: &'static str,
    /// Other headers that mean the same.
    pub also: &'static [&'static str],
    pub required: bool,
    /// Characters that a cell may have.
    pub limit: usize,
    /// The words that a cell may hold; empty where it is free.
    pub allowed: &'static [&'static str],
    /// How to fill it in, in Chinese and in English.
    pub note: (&'static str, &'static str),
}

impl Column {
    pub const fn required(title: &'static str) -> Self {
        Self {
            required: true,
            ..Self::optional(title)
        }
    }

    pub const fn optional(title: &'static str) -> Self {
        Self {
            title,
            also: &[],
            required: false,
            limit: MAX_CELL_CHARS,
            allowed: &[],
            note: ("", ""),
        }
    }

    pub const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// Holds whole texts.
    pub const fn long(self) -> Self {
        Self {
            limit: MAX_TEXT_CHARS,
            ..self
        }
    }

    pub const fn one_of(self, allowed: &'static [&'static str]) -> Self {
        Self { allowed, ..self }
    }

    pub const fn note(self, zh: &'static str, en: &'static str) -> Self {
        Self { note: (zh, en), ..self }
    }

    /// `plain` comes from [`plain_header`].
    fn is_called(&self, plain: &str) -> bool {
        self.title == plain || self.also.contains(&plain)
    }
}

/// What people said headers mean: a wanted column, or none to throw it away.
pub type Said = BTreeMap<String, Option<usize>>;

/// How headers are understood: by what is said now, by what was said of the same headers before, by their words.
#[derive(Debug, Default)]
pub struct Understanding {
    pub wanted: &'static [Column],
    pub said: Said,
    /// By [`fingerprint`].
    pub remembered: HashMap<String, Said>,
}

/// A header and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub header: String,
    /// The wanted column.
    pub column: Option<usize>,
    pub by: ReadBy,
}

impl Understanding {
    /// Reads a row of headers from left to right; a wanted column is taken once.
    pub fn read(&self, headers: &[String]) -> Vec<Found> {
        let remembered = self.remembered.get(&fingerprint(headers));
        let mut taken = Vec::new();
        let found = headers.iter().map(|header| {
            let by_name = || self.wanted.iter().position(|wanted| wanted.is_called(header));
            let (column, by) = if let Some(column) = self.said.get(header) {
                (*column, ReadBy::Choice)
            } else if let Some(column) = remembered.and_then(|said| said.get(header)) {
                (*column, ReadBy::Memory)
            } else {
                (by_name(), ReadBy::Name)
            };
            let column = column.filter(|column| !taken.contains(column));
            taken.extend(column);
            let by = if column.is_none() && by == ReadBy::Name {
                ReadBy::Nothing
            } else {
                by
            };
            Found {
                header: header.clone(),
                column,
                by,
            }
        });
        found.collect()
    }
}

/// SHA-256 of headers from left to right: sheets with the same ones are read alike.
pub fn fingerprint(headers: &[String]) -> String {
    hex::encode(digest::digest(&digest::SHA256, headers.join("\n").as_bytes()))
}

/// A header without what people decorate it with: `★ 姓　名 *` → `姓名`, `国籍／地区` → `国籍/地区`.
pub fn plain_header(written: &str) -> String {
    written
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .filter(|c| !matches!(c, '*' | '★' | '☆' | '※' | '●' | '\u{FEFF}' | '\u{200B}' | ':'))
        .take(60)
        .collect::<String>()
        .trim_end_matches("(必填)")
        .trim_end_matches("(选填)")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_whatever_decorates_it() {
        for written in [
            "姓名*",
            "★姓名",
            " 姓　名 ",
            "＊姓名＊",
            "姓名：",
            "姓名(必填)",
            "姓名（必填）",
        ] {
            assert_eq!(plain_header(written), "姓名", "{written}");
        }
        assert_eq!(plain_header("国籍／地区*"), "国籍/地区");
        assert_eq!(plain_header("成员１姓名"), "成员1姓名");
        assert_eq!(plain_header("***"), "");
    }
}
