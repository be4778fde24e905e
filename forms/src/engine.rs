//! From a sheet to a file.

use serde::Serialize;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::sheet::Sheet;
use crate::world::SheetWorld;

/// Why a form was not printed: always a fault of this crate, never of the data.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// The font or the template inside the binary cannot be read.
    #[error("the parts of the typesetter are damaged")]
    Damaged,
    /// The data cannot be written as JSON.
    #[error("the data of the form: {0}")]
    Data(#[from] serde_json::Error),
    /// The typesetter refused; its own words.
    #[error("typesetting: {0}")]
    Typesetting(String),
    /// The Word document could not be written.
    #[error("the Word document: {0}")]
    Word(String),
}

#[derive(Serialize)]
struct Pack<'a> {
    sheets: &'a [Sheet],
}

/// Prints sheets one after the other into one PDF, each beginning on a new page; pages are counted through.
///
/// It works on the calling thread for some milliseconds a page: call it where blocking is allowed.
pub fn pdf(sheets: &[Sheet]) -> Result<Vec<u8>, FormError> {
    let world = SheetWorld::new(serde_json::to_vec(&Pack { sheets })?).ok_or(FormError::Damaged)?;
    let result = typst::compile::<PagedDocument>(&world)
        .output
        .and_then(|document| typst_pdf::pdf(&document, &PdfOptions::default()));
    // What the typesetter remembers of this form is of no use to the next one.
    comemo::evict(0);
    result.map_err(|errors| {
        let words: Vec<_> = errors.iter().map(|error| error.message.to_string()).collect();
        FormError::Typesetting(words.join("; "))
    })
}
