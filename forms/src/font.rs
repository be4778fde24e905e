//! The one typeface, unpacked at the first print.

use std::io::Read;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

static PACKED: &[u8] = include_bytes!("../font/NotoSansSC-Regular.ttf.br");

static FONT: LazyLock<Option<Font>> = LazyLock::new(|| {
    let mut unpacked = Vec::new();
    let mut reader = brotli_decompressor::Decompressor::new(PACKED, 64 * 1024);
    reader.read_to_end(&mut unpacked).ok()?;
    Font::new(Bytes::new(unpacked), 0)
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONT.iter())));

pub fn font() -> Option<Font> {
    FONT.clone()
}

pub fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

/// Whether a character can be printed; one that cannot shows as an empty box (豆腐块).
#[must_use]
pub fn has_glyph(character: char) -> bool {
    FONT.as_ref()
        .is_some_and(|font| font.info().coverage.contains(character.into()))
}
