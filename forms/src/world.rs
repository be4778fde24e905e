//! What the typesetter may see: one template, one font, the data as a file, nothing of this machine.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::font;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

// Fixed paths: the typesetter keeps a table of every path it ever saw.
static TEMPLATE: LazyLock<Option<Source>> = LazyLock::new(|| {
    Some(Source::new(
        file("/sheet.typ")?,
        include_str!("../templates/sheet.typ").to_owned(),
    ))
});
static DATA: LazyLock<Option<FileId>> = LazyLock::new(|| file("/data.json"));

fn file(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

pub struct SheetWorld {
    template: Source,
    data_file: FileId,
    data: Bytes,
}

impl SheetWorld {
    /// Data goes in as a file and never becomes part of the source text: it cannot be taken for commands.
    pub fn new(data: Vec<u8>) -> Option<Self> {
        Some(Self {
            template: TEMPLATE.clone()?,
            data_file: (*DATA)?,
            data: Bytes::new(data),
        })
    }
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        font::book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_file {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, _index: usize) -> Option<Font> {
        font::font()
    }

    /// The day comes with the data: the same sheet gives the same file.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
