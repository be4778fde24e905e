//! What a file is, by its content: a name proves nothing.

use std::io::Cursor;

use image::ImageFormat;
use zip::ZipArchive;

use crate::{
    error::{Error, Result},
    http::XLSX,
    language::text,
};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const MACROS: [&str; 2] = ["word/vbaProject.bin", "xl/vbaProject.bin"];
const CENTRAL_ENTRY: &[u8] = b"PK\x01\x02";
/// An honest document has a few dozen parts.
const MAX_PARTS: usize = 5_000;

/// What is kept of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Re-encoded before it is kept.
    Picture(ImageFormat),
    /// Kept as it is: its media type and the ending of its name.
    Document(&'static str, &'static str),
}

/// The kind of a file; the beginning decides, so that nothing can hide in front of it.
pub fn kind_of(content: &[u8]) -> Result<Kind> {
    if content.is_empty() {
        return Err(Error::invalid("file", "empty", text("文件是空的", "the file is empty")));
    }
    match image::guess_format(content) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => return Ok(Kind::Picture(format)),
        Ok(_) => return Err(Error::UnsupportedFile),
        Err(_) => {}
    }
    if content.starts_with(b"%PDF-") {
        return Ok(Kind::Document("application/pdf", "pdf"));
    }
    if content.starts_with(b"PK\x03\x04") {
        return office_document(content);
    }
    Err(Error::UnsupportedFile)
}

fn office_document(content: &[u8]) -> Result<Kind> {
    let parts = content.windows(4).filter(|bytes| *bytes == CENTRAL_ENTRY).count();
    if parts > MAX_PARTS {
        return Err(Error::UnsupportedFile);
    }
    let package = ZipArchive::new(Cursor::new(content)).map_err(|_| Error::UnsupportedFile)?;
    let has = |name: &str| package.index_for_name(name).is_some();
    if MACROS.into_iter().any(has) {
        return Err(Error::invalid(
            "file",
            "has_macros",
            text(
                "文件含有宏，请另存为不含宏的文档再上传",
                "it carries macros: save it as a document without them",
            ),
        ));
    }
    if !has("[Content_Types].xml") {
        return Err(Error::UnsupportedFile);
    }
    if has("word/document.xml") {
        return Ok(Kind::Document(DOCX, "docx"));
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Document(XLSX, "xlsx"));
    }
    Err(Error::UnsupportedFile)
}

/// The name under which it is saved: without folders, with the ending that fits the content.
pub fn named(sent: &str, ending: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.trim().trim_start_matches('.');
    let stem: String = stem.chars().take(120).collect();
    if stem.is_empty() {
        format!("附件.{ending}")
    } else {
        format!("{stem}.{ending}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_folders_and_the_ending_of_its_content() {
        for (sent, kept) in [
            ("家访.HEIC", "家访.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\照片\\a.b.png", "a.b.jpg"),
            (".htaccess", "附件.jpg"),
            ("", "附件.jpg"),
        ] {
            assert_eq!(named(sent, "jpg"), kept, "{sent}");
        }
    }

    #[test]
    fn only_what_begins_as_a_known_file_is_one() {
        assert_eq!(
            kind_of(b"%PDF-1.7\n").unwrap(),
            Kind::Document("application/pdf", "pdf")
        );
        let hidden: &[&[u8]] = &[
            b"<html>%PDF-1.7",
            b"GIF89a",
            b"MZ\x90\x00",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0",
        ];
        for content in hidden {
            assert!(matches!(kind_of(content), Err(Error::UnsupportedFile)));
        }
    }
}
