//! Comma-separated text in UTF-8 (with or without BOM) or GB18030, as Excel and WPS write it in China.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Gathering, MAX_COLUMNS, Purpose, Table, Understanding, refused, unreadable};
use crate::{error::Result, language::text};

pub fn read(content: &[u8], understanding: &Understanding, purpose: Purpose) -> Result<Option<Table>> {
    let content = decode(content)?;
    let first = content.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(content.as_bytes());
    let mut gathering = Gathering::new(understanding, purpose);
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unreadable())?;
        let line = record.position().map_or(0, csv::Position::line);
        let wants = |(column, _): &(usize, &str)| gathering.wants(*column);
        let values = record.iter().enumerate().take(MAX_COLUMNS).filter(wants);
        cells.extend(values.map(|(column, value)| (column, value.to_owned())));
        gathering.take(u32::try_from(line).unwrap_or(u32::MAX), &mut cells)?;
        if gathering.is_done() {
            break;
        }
    }
    Ok(gathering.finish())
}

fn decode(content: &[u8]) -> Result<String> {
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(refused("empty_file", text("文件是空的。", "The file is empty.")));
    }
    let encoding = Encoding::for_bom(content).map_or_else(
        || {
            if std::str::from_utf8(content).is_ok() {
                UTF_8
            } else {
                GB18030
            }
        },
        |(encoding, _)| encoding,
    );
    let (decoded, _, has_errors) = encoding.decode(content);
    if has_errors || decoded.contains('\0') {
        return Err(unreadable());
    }
    // As Excel and WPS end their lines; the reader counts lines by the line feed alone.
    Ok(decoded.replace("\r\n", "\n"))
}
