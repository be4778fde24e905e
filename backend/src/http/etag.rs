//! Versions: `ETag` on what is read, `If-Match` on what is changed, 304 for what is known.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    dev::Payload,
    http::{StatusCode, header},
};
use serde::Serialize;

use super::answer::{self, Answer};
use crate::error::{Error, Result};

/// A record with a row version; `None` for views that have none of their own.
pub trait Versioned {
    fn version(&self) -> Option<i32>;
}

/// One record with its version as `ETag`; answers 304 when the caller has it already.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Etagged<T>(pub T);

impl<T: Serialize + Versioned> Answer for Etagged<T> {
    const STATUS: StatusCode = StatusCode::OK;

    fn version(&self) -> Option<i32> {
        self.0.version()
    }
}

impl<T: Serialize + Versioned> Responder for Etagged<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let version = self.0.version();
        let known = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok());
        if let (Some(version), Some(known)) = (version, known)
            && known.split(',').any(|tag| parse(tag) == Some(version))
        {
            return answer::respond(StatusCode::NOT_MODIFIED, None, Some(version), Vec::new());
        }
        match serde_json::to_vec(&self.0) {
            Ok(body) => answer::respond(StatusCode::OK, None, version, body),
            Err(error) => HttpResponse::from_error(Error::from(error)),
        }
    }
}

/// The version that the caller's edit is based on; 428 without it.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i32);

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = request
            .headers()
            .get(header::IF_MATCH)
            .and_then(|value| parse(value.to_str().ok()?));
        ready(version.map(Self).ok_or(Error::PreconditionRequired))
    }
}

/// `"v7"` or `W/"v7"` → 7.
fn parse(tag: &str) -> Option<i32> {
    let tag = tag.trim();
    tag.strip_prefix("W/")
        .unwrap_or(tag)
        .strip_prefix("\"v")?
        .strip_suffix('"')?
        .parse()
        .ok()
}
