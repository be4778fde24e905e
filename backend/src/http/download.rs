//! Files that the browser saves instead of showing.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam, DispositionType,
        ExtendedValue,
    },
};
use forms::Sheet;

use crate::error::{Error, Result};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const CSV: &str = "text/csv; charset=utf-8";

/// A file to be saved.
#[derive(Debug)]
pub struct Download {
    name: String,
    media_type: String,
    content: Vec<u8>,
    never_changes: bool,
}

impl Download {
    pub fn new(name: impl Into<String>, media_type: impl Into<String>, content: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            media_type: media_type.into(),
            content,
            never_changes: false,
        }
    }

    pub fn xlsx(name: &str, content: Vec<u8>) -> Self {
        Self::new(name, XLSX, content)
    }

    /// A sheet as a Word document, for schools that lay it out themselves.
    pub fn word(sheet: &Sheet) -> Result<Self> {
        let content = forms::docx(sheet).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self::new(format!("{}.docx", sheet.title), DOCX, content))
    }

    /// What lies at this address stays the same: the caller's own browser may keep it for an hour.
    #[must_use]
    pub fn kept_privately(mut self) -> Self {
        self.never_changes = true;
        self
    }
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let disposition = ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: self.name.into_bytes(),
            })],
        };
        let mut response = HttpResponse::Ok();
        response
            .content_type(self.media_type)
            .insert_header(disposition)
            .insert_header((CONTENT_SECURITY_POLICY, "sandbox"));
        if self.never_changes {
            response.insert_header((CACHE_CONTROL, "private, max-age=3600"));
        }
        response.body(self.content)
    }
}
