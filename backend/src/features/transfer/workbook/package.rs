//! What a workbook really unpacks to, found out before anything of it is kept: an .xlsx of a few kilobytes can name
//! sizes that end the process.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{refused, unreadable};
use crate::{error::Result, language::text};

const MAX_ENTRIES: usize = 2_000;
/// All parts together, unpacked.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
const MAX_SHEET: u64 = 384 * 1024 * 1024;
const MAX_SHARED_STRINGS: u64 = 96 * 1024 * 1024;
/// Styles, relations and so on become objects many times their size.
const MAX_OTHER: u64 = 4 * 1024 * 1024;
/// Unpacked to packed; a sheet of empty cells reaches 60.
const MAX_RATIO: u64 = 200;
/// Below this a ratio says nothing.
const RATIO_FROM: u64 = 8 * 1024 * 1024;
const CENTRAL_ENTRY: &[u8] = b"PK\x01\x02";

/// Refuses a package with too many parts, or parts that are or claim to be too large.
pub fn refuse_bombs(content: &[u8]) -> Result<()> {
    let entries = content.windows(4).filter(|bytes| *bytes == CENTRAL_ENTRY).count();
    if entries > MAX_ENTRIES {
        return Err(bomb());
    }
    let mut package = ZipArchive::new(Cursor::new(content)).map_err(|_| unreadable())?;
    if package.len() > MAX_ENTRIES {
        return Err(bomb());
    }
    let mut unpacked = 0;
    for at in 0..package.len() {
        let entry = package.by_index(at).map_err(|_| unreadable())?;
        let name = entry.name().map_err(|_| unreadable())?.to_ascii_lowercase();
        let limit = if name.contains("sharedstrings") {
            MAX_SHARED_STRINGS
        } else if name.contains("worksheets/") {
            MAX_SHEET
        } else {
            MAX_OTHER
        };
        if entry.size() > limit && !is_picture(&name) {
            return Err(bomb());
        }
        let packed = entry.compressed_size().max(1);
        if is_picture(&name) {
            continue;
        }
        // The declared size may lie: what counts is what comes out.
        let mut counting = Counting::new(name.contains("sharedstrings"));
        let size = std::io::copy(&mut entry.take(limit + 1), &mut counting).map_err(|_| unreadable())?;
        unpacked += size;
        let is_bomb = size > limit || unpacked > MAX_UNPACKED || (size > RATIO_FROM && size / packed > MAX_RATIO);
        if is_bomb || counting.claims_more_than_it_has(size) {
            return Err(bomb());
        }
    }
    Ok(())
}

/// Never opened by the reader.
fn is_picture(name: &str) -> bool {
    name.starts_with("xl/media/")
}

/// Swallows bytes; in a table of texts it looks for `uniqueCount`, which the reader reserves memory for.
struct Counting {
    tail: Option<Vec<u8>>,
    claim: u64,
}

const CLAIM: &[u8] = b"uniqueCount";
/// What follows the name and is looked at: `="123456"`.
const CLAIM_REST: usize = 32;

impl Counting {
    fn new(is_watching: bool) -> Self {
        Self {
            tail: is_watching.then(Vec::new),
            claim: 0,
        }
    }

    /// Each text takes four bytes at the very least (`<si>`).
    fn claims_more_than_it_has(&self, size: u64) -> bool {
        self.claim > size / 4
    }

    /// Reads the number behind the name; anything unusual counts as too much.
    fn note(&mut self, rest: &[u8]) {
        let digits: String = rest
            .iter()
            .map(|byte| char::from(*byte))
            .skip_while(|c| matches!(c, ' ' | '=' | '"' | '\''))
            .take_while(char::is_ascii_digit)
            .collect();
        let begins_late = rest.iter().take(6).all(|byte| !byte.is_ascii_digit());
        let claim = match digits.parse() {
            Ok(claim) if !begins_late => claim,
            _ => u64::MAX,
        };
        self.claim = self.claim.max(claim);
    }
}

impl std::io::Write for Counting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if let Some(mut joined) = self.tail.take() {
            joined.extend_from_slice(bytes);
            let whole = CLAIM.len() + CLAIM_REST;
            for at in 0..joined.len().saturating_sub(whole) {
                if joined[at..].starts_with(CLAIM) {
                    self.note(&joined[at + CLAIM.len()..at + whole]);
                }
            }
            let kept = joined.len().saturating_sub(whole);
            self.tail = Some(joined.split_off(kept));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn bomb() -> crate::error::Error {
    refused(
        "too_large_unpacked",
        text(
            "这个工作簿展开后过大或结构异常，不能读取。请把需要的列复制到新的工作簿再上传。",
            "The workbook unpacks to too much or is built strangely: copy the needed columns to a new workbook.",
        ),
    )
}
