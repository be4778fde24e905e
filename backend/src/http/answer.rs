//! Answers: a page of a list, a created record, nothing.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paged<T> {
    pub items: Vec<T>,
    /// Cursor of the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
    /// Cursor of the page before; null at the beginning.
    #[schema(required)]
    pub prev: Option<String>,
    /// How many rows match in all (with `include_total=true`), exact up to 10 000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub total: Option<u64>,
    /// Whether there are more than `total`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub total_is_capped: Option<bool>,
}

impl<T> Paged<T> {
    /// Shows the same page with other rows in place of its own.
    pub fn with_items<U>(self, items: Vec<U>) -> Paged<U> {
        Paged {
            items,
            next: self.next,
            prev: self.prev,
            total: self.total,
            total_is_capped: self.total_is_capped,
        }
    }

    /// Shows every row in another form.
    pub fn map<U>(self, show: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            items: self.items.into_iter().map(show).collect(),
            next: self.next,
            prev: self.prev,
            total: self.total,
            total_is_capped: self.total_is_capped,
        }
    }
}

impl<T: Serialize> Responder for Paged<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self)
    }
}

/// An answer that can be stored and given again to a repeated request.
pub trait Answer: Serialize {
    const STATUS: StatusCode;

    /// Another status than the usual one, where the answer decides it.
    fn status(&self) -> StatusCode {
        Self::STATUS
    }

    /// Where the new record is found.
    fn location(&self) -> Option<String> {
        None
    }

    /// Its version, sent as `ETag`.
    fn version(&self) -> Option<i32> {
        None
    }
}

/// A record that was created: 201 with its place.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Created<T> {
    pub body: T,
    #[serde(skip)]
    location: String,
}

impl<T> Created<T> {
    /// `collection` is the path of its list below `/api/v1`, such as `/ledger-entries`.
    pub fn at(collection: &str, id: impl std::fmt::Display, body: T) -> Self {
        Self {
            body,
            location: format!("/api/v1{collection}/{id}"),
        }
    }
}

impl<T: Serialize + super::Versioned> Answer for Created<T> {
    const STATUS: StatusCode = StatusCode::CREATED;

    fn location(&self) -> Option<String> {
        Some(self.location.clone())
    }

    fn version(&self) -> Option<i32> {
        self.body.version()
    }
}

/// Long work that was taken on: 202 with the place of its job.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Accepted<T> {
    pub body: T,
    #[serde(skip)]
    location: String,
}

impl<T> Accepted<T> {
    /// `collection` is the path of the job's list below `/api/v1`.
    pub fn at(collection: &str, id: impl std::fmt::Display, body: T) -> Self {
        Self {
            body,
            location: format!("/api/v1{collection}/{id}"),
        }
    }
}

impl<T: Serialize> Answer for Accepted<T> {
    const STATUS: StatusCode = StatusCode::ACCEPTED;

    fn location(&self) -> Option<String> {
        Some(self.location.clone())
    }
}

/// Done, and nothing to show.
#[derive(Debug, Serialize)]
pub struct NoContent;

impl Answer for NoContent {
    const STATUS: StatusCode = StatusCode::NO_CONTENT;
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// Builds the answer: `(status, location, version, body)`.
pub(super) fn respond(
    status: StatusCode,
    location: Option<String>,
    version: Option<i32>,
    body: Vec<u8>,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    if let Some(location) = location {
        response.insert_header((header::LOCATION, location));
    }
    if let Some(version) = version {
        response.insert_header((header::ETAG, format!("\"v{version}\"")));
    }
    if status == StatusCode::NO_CONTENT {
        return response.finish();
    }
    response.content_type("application/json").body(body)
}
