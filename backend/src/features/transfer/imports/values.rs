//! Cells read as what they mean: dates in every way they are written, yes and no, codes or names.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::Cells;
use crate::{
    entities::import_row::RowProblem,
    features::transfer::workbook::Column,
    language::{Text, text},
};

/// Reads the cells of one row and collects what is wrong with them.
#[derive(Debug)]
pub struct RowReader<'a> {
    cells: &'a Cells,
    problems: Vec<RowProblem>,
}

impl<'a> RowReader<'a> {
    pub fn new(cells: &'a Cells, columns: &[Column]) -> Self {
        let mut reader = Self {
            cells,
            problems: Vec::new(),
        };
        for column in columns {
            let value = cells.get(column.title);
            if value.is_some_and(|value| value.chars().count() > column.limit) {
                reader.refuse(column.title, "too_long", &text("内容过长", "the text is too long"));
            }
        }
        reader
    }

    pub fn text(&self, column: &str) -> Option<&'a str> {
        self.cells
            .get(column)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    pub fn required(&mut self, column: &str) -> Option<&'a str> {
        let value = self.text(column);
        if value.is_none() {
            self.refuse(column, "required", &text("必填", "is required"));
        }
        value
    }

    /// A text of so many characters.
    pub fn required_within(&mut self, column: &str, length: RangeInclusive<usize>) -> Option<String> {
        let value = self.required(column)?;
        if !length.contains(&value.chars().count()) {
            let (least, most) = (length.start(), length.end());
            let detail = text(
                format!("应为 {least} 至 {most} 个字"),
                format!("must have {least} to {most} characters"),
            );
            self.refuse(column, "length", &detail);
            return None;
        }
        Some(value.to_owned())
    }

    /// A whole number within bounds; `4节` counts as 4.
    pub fn number(&mut self, column: &str, bounds: RangeInclusive<i16>) -> Option<i16> {
        let (least, most) = (bounds.start(), bounds.end());
        let detail = text(
            format!("请填 {least} 至 {most} 的整数"),
            format!("write a whole number from {least} to {most}"),
        );
        self.read(column, "number", &detail, |written| {
            let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
            digits.parse().ok().filter(|number| bounds.contains(number))
        })
    }

    /// One of some words.
    pub fn word<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Option<T> {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let detail = text(
            format!("可填：{}", known.join("、")),
            format!("known words: {}", known.join(", ")),
        );
        self.read(column, "unknown_word", &detail, |written| {
            let found = words
                .iter()
                .find(|(word, _)| *word == written || *word == bare(written));
            found.map(|(_, value)| *value)
        })
    }

    /// A value that `read` understands; a cell it does not understand is a problem.
    pub fn read<T>(
        &mut self,
        column: &str,
        code: &str,
        detail: &Text,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = read(self.text(column)?);
        if value.is_none() {
            self.refuse(column, code, detail);
        }
        value
    }

    pub fn date(&mut self, column: &str) -> Option<NaiveDate> {
        let detail = text(
            "日期看不懂：请写成 2015-03-11 或 20150311",
            "the date is not understood: write 2015-03-11 or 20150311",
        );
        self.read(column, "date", &detail, date)
    }

    pub fn yes_no(&mut self, column: &str) -> Option<bool> {
        self.read(column, "yes_no", &text("请填“是”或“否”", "write 是 or 否"), yes_no)
    }

    pub fn refuse(&mut self, column: &str, code: &str, detail: &Text) {
        self.problems.push(RowProblem {
            column: Some(column.to_owned()),
            code: code.to_owned(),
            detail: detail.show().to_owned(),
        });
    }

    pub fn finish<T>(self, row: Option<T>) -> Result<T, Vec<RowProblem>> {
        match row {
            Some(row) if self.problems.is_empty() => Ok(row),
            _ => Err(self.problems),
        }
    }
}

/// `20150311`, `2015-03-11`, `2015/3/11`, `2015.3.11`, `2015年3月11日`, or the day number of a spreadsheet.
pub fn date(written: &str) -> Option<NaiveDate> {
    let day = written.split(' ').next().unwrap_or_default();
    let digits = day.chars().all(|c| c.is_ascii_digit());
    let date = match (digits, day.len()) {
        (true, 8) => NaiveDate::parse_from_str(day, "%Y%m%d").ok()?,
        (true, 5) => {
            let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
            epoch.checked_add_days(Days::new(day.parse().ok()?))?
        }
        (true, _) => return None,
        (false, _) => {
            let numbers: Vec<&str> = day
                .split(['-', '/', '.', '年', '月', '日'])
                .filter(|number| !number.is_empty())
                .collect();
            let [year, month, day] = numbers.as_slice() else {
                return None;
            };
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?
        }
    };
    let plausible = NaiveDate::from_ymd_opt(1920, 1, 1)?..NaiveDate::from_ymd_opt(2100, 1, 1)?;
    plausible.contains(&date).then_some(date)
}

/// `是`, `否`, `1`, `0`, `1-是` …
pub fn yes_no(written: &str) -> Option<bool> {
    match bare(written) {
        "是" | "1" | "有" | "Y" | "y" | "需要" | "√" => Some(true),
        "否" | "0" | "2" | "无" | "N" | "n" | "不需要" | "×" => Some(false),
        _ => None,
    }
}

/// The name of `51-父亲`, `51 父亲` or `父亲`; the code when there is no name.
pub fn bare(written: &str) -> &str {
    let name = written.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = name.trim_start_matches(['-', ' ', '_', '.', '、']);
    if name.is_empty() { written } else { name }
}

/// A name without the spaces that people put between its characters: `王　明` → `王明`. Others keep single spaces.
pub fn name(written: &str) -> String {
    let parts: Vec<&str> = written.split_whitespace().collect();
    let separator = if written.is_ascii() || parts.iter().all(|part| part.chars().count() > 1) {
        " "
    } else {
        ""
    };
    parts.join(separator)
}

/// The names of several people: `王明、李红`.
pub fn names(written: &str) -> Vec<String> {
    written
        .split(['、', ',', '，', ';', '；', '/'])
        .map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

pub fn unit_is_unknown() -> Text {
    text(
        "没有这个学校，或该校不在本次导入的单位范围内",
        "there is no such school among the units of this import",
    )
}

/// Whether a type of document (身份证件类型) is the resident id card; nothing stated means it is.
pub fn is_resident_id(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| matches!(kind.trim_start_matches('0'), "1") || bare(kind).contains("居民身份证"))
}

/// How a value is shown beside its problem: numbers of persons, phones and addresses are masked.
pub fn shown(column: &str, value: &str) -> String {
    let is_restricted = ["号", "电话", "址"].iter().any(|part| column.contains(part)) && column != "班号";
    let count = value.chars().count();
    if !is_restricted {
        return value.chars().take(60).collect();
    }
    if count < 8 {
        return "****".to_owned();
    }
    let head: String = value.chars().take(3).collect();
    let tail: String = value.chars().skip(count - 2).collect();
    format!("{head}****{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_however_it_is_written() {
        let day = NaiveDate::from_ymd_opt(2015, 3, 11);
        for written in [
            "20150311",
            "2015-03-11",
            "2015/3/11",
            "2015.3.11",
            "2015年3月11日",
            "42074",
            "2015-03-11 00:00:00",
        ] {
            assert_eq!(date(written), day, "{written}");
        }
        for written in [
            "",
            "2015",
            "201503",
            "2015-13-01",
            "20150230",
            "昨天",
            "99999999",
            "1-1-1",
        ] {
            assert_eq!(date(written), None, "{written}");
        }
    }

    #[test]
    fn names_lose_the_spaces_that_only_align_them() {
        assert_eq!(name("王 明"), "王明");
        assert_eq!(name("阿依 古丽"), "阿依 古丽");
        assert_eq!(name("Anna  Lee"), "Anna Lee");
    }

    #[test]
    fn numbers_of_persons_are_masked() {
        assert_eq!(shown("身份证件号", "110105194912310021"), "110****21");
        assert_eq!(shown("班号", "202401"), "202401");
        assert_eq!(shown("成员1联系电话", "123"), "****");
    }

    #[test]
    fn yes_and_no_come_as_words_or_codes() {
        assert_eq!(yes_no("1-是"), Some(true));
        assert_eq!(yes_no("否"), Some(false));
        assert_eq!(yes_no("也许"), None);
    }
}
