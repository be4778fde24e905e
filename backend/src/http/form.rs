//! Printed forms (打印表格): sheets in, a PDF as the answer.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue},
    web,
};
use chrono::NaiveDate;
use forms::{Block, Sheet};
use qrcode::{QrCode, render::svg};
use tokio::sync::Semaphore;

use crate::{
    error::{Error, Result},
    language::{self, Language, text},
};

/// How many are set at a time: typesetting keeps a core busy and takes memory by the page.
static PRESSES: Semaphore = Semaphore::const_new(2);

/// How the parts of a document are counted.
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// A form as a PDF, shown by the browser.
#[derive(Debug)]
pub struct PrintedForm {
    name: String,
    content: Vec<u8>,
}

impl PrintedForm {
    /// Prints one sheet; the file is called after its title and what it is of: `家访记录表 李明家.pdf`.
    pub async fn of(sheet: Sheet, about: &str) -> Result<Self> {
        let name = format!("{} {about}", sheet.title);
        Self::pack(name.trim(), vec![sheet]).await
    }

    /// Prints several sheets into one file.
    pub async fn pack(name: &str, sheets: Vec<Sheet>) -> Result<Self> {
        let _press = PRESSES
            .acquire()
            .await
            .map_err(|error| Error::Internal(error.to_string()))?;
        let content = web::block(move || forms::pdf(&sheets))
            .await
            .map_err(|error| Error::Internal(error.to_string()))?
            .map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self {
            name: format!("{name}.pdf"),
            content,
        })
    }

    /// The heading of a part, from 1: 一、基本情况.
    pub fn heading(number: usize, words: &str) -> Block {
        let english = format!("{number}. {words}");
        let chinese = match number.checked_sub(1).and_then(|place| NUMBERS.get(place)) {
            Some(chinese) => format!("{chinese}、{words}"),
            None => format!("{number}、{words}"),
        };
        Block::Heading {
            text: text(chinese, english).show().to_owned(),
        }
    }

    /// An empty sheet in the language of the request; at its foot who printed it, and when.
    pub fn sheet(title: impl Into<String>, printed_by: &str, today: NaiveDate) -> Sheet {
        let language = match Language::current() {
            Language::Chinese => forms::Language::Zh,
            Language::English => forms::Language::En,
        };
        let day = language::day(today);
        let footer = text(
            format!("{day}由{printed_by}打印"),
            format!("Printed by {printed_by} on {day}"),
        );
        Sheet {
            footer: footer.show().to_owned(),
            ..Sheet::new(language, title)
        }
    }
}

/// The code of an address as an SVG picture, with the quiet space around it that scanners need.
pub fn qr_code(url: &str) -> Result<String> {
    let code = QrCode::new(url).map_err(|error| Error::Internal(error.to_string()))?;
    let mut picture = code.render::<svg::Color<'_>>();
    Ok(picture.min_dimensions(160, 160).quiet_zone(true).build())
}

impl Responder for PrintedForm {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let disposition = ContentDisposition {
            disposition: DispositionType::Inline,
            parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: self.name.into_bytes(),
            })],
        };
        HttpResponse::Ok()
            .content_type("application/pdf")
            .insert_header(disposition)
            .body(self.content)
    }
}
