//! Bodies of HTML forms (`application/x-www-form-urlencoded`), which OAuth 2.0 asks with.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};

use super::body;
use crate::{
    error::{Error, Result},
    language::text,
};

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The fields of a form in the order they came, also those that came twice.
#[derive(Debug)]
pub struct UrlEncoded(pub Vec<(String, String)>);

impl FromRequest for UrlEncoded {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let fitting = request.content_type().eq_ignore_ascii_case(MEDIA_TYPE);
        let payload = payload.take();
        Box::pin(async move {
            if !fitting {
                return Err(Error::UnsupportedMediaType { expected: MEDIA_TYPE });
            }
            let bytes = body::collect(payload).await?;
            let fields: web::Query<Vec<(String, String)>> = str::from_utf8(&bytes)
                .ok()
                .and_then(|form| web::Query::from_query(form).ok())
                .ok_or_else(|| Error::Malformed(text("表单格式有误", "the form cannot be read")))?;
            Ok(Self(fields.into_inner()))
        })
    }
}
