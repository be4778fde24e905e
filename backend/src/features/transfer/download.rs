//! Files that the browser saves instead of showing.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue},
};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const CSV: &str = "text/csv; charset=utf-8";

/// A file to be saved.
#[derive(Debug)]
pub struct Download {
    name: String,
    media_type: String,
    content: Vec<u8>,
}

impl Download {
    pub fn new(name: impl Into<String>, media_type: impl Into<String>, content: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            media_type: media_type.into(),
            content,
        }
    }

    pub fn xlsx(name: &str, content: Vec<u8>) -> Self {
        Self::new(name, XLSX, content)
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
        HttpResponse::Ok()
            .content_type(self.media_type)
            .insert_header(disposition)
            .insert_header(("Content-Security-Policy", "sandbox"))
            .body(self.content)
    }
}
