//! What every collection of the standard is asked with.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{filter::Filter, refusal::Refusal};
use crate::{
    auth::{Allow, Guard},
    error::Error,
    http::{CommaList, Query},
};

const DEFAULT_LIMIT: u64 = 100;
/// More are given page by page.
const MOST: u64 = 5_000;

/// How a collection is asked for.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RosterParams {
    /// The most records of an answer (default 100); above 5 000 it counts as 5 000.
    #[validate(range(min = 1))]
    #[param(minimum = 1, example = 100)]
    limit: Option<u64>,
    /// How many records come before the first of the answer.
    #[validate(range(max = 1_000_000_000))]
    #[param(minimum = 0, maximum = 1_000_000_000, example = 0)]
    offset: Option<u64>,
    /// The field to sort by, such as `dateLastModified`.
    #[param(example = "dateLastModified")]
    sort: Option<String>,
    /// Upwards (`asc`) or downwards (`desc`).
    #[serde(rename = "orderBy")]
    #[param(inline)]
    order_by: Option<Direction>,
    /// Conditions, joined by `AND` or by `OR`, with `=`, `!=`, `>`, `>=`, `<`, `<=` and `~` (contains).
    #[param(example = "status='active' AND dateLastModified>'2026-09-01T00:00:00Z'")]
    filter: Option<String>,
    /// The fields to show, separated by commas; all when left out.
    #[param(value_type = Vec<String>, required = false, style = Form, explode = false)]
    fields: Option<CommaList<String>>,
}

/// How one record is asked for.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RosterFields {
    /// The fields to show, separated by commas; all when left out.
    #[param(value_type = Vec<String>, required = false, style = Form, explode = false)]
    fields: Option<CommaList<String>>,
}

/// Upwards or downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Upwards.
    Asc,
    /// Downwards.
    Desc,
}

/// Which records of a collection, in which order, and what of them.
#[derive(Debug)]
pub struct Asked {
    pub limit: u64,
    pub offset: u64,
    pub sort: Option<String>,
    pub descending: bool,
    pub filter: Option<Filter>,
    pub fields: Option<Vec<String>>,
    /// The query string without its paging, for the links to other pages.
    pub rest: String,
}

impl FromRequest for Asked {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let params = Query::<RosterParams>::from_request(request, payload).into_inner();
        ready(params.map_err(refusal).and_then(|Query(params)| {
            let filter = params.filter.as_deref().map(Filter::read).transpose();
            Ok(Self {
                limit: params.limit.unwrap_or(DEFAULT_LIMIT).min(MOST),
                offset: params.offset.unwrap_or(0),
                sort: params.sort,
                descending: params.order_by == Some(Direction::Desc),
                filter: filter.map_err(Refusal::Filter)?,
                fields: params.fields.map(|CommaList(fields)| fields),
                rest: without_paging(request.query_string()),
            })
        }))
    }
}

/// What of one record.
#[derive(Debug)]
pub struct AskedFields(pub Option<Vec<String>>);

impl FromRequest for AskedFields {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let params = Query::<RosterFields>::from_request(request, payload).into_inner();
        let fields = |Query(params): Query<RosterFields>| Self(params.fields.map(|CommaList(fields)| fields));
        ready(params.map(fields).map_err(refusal))
    }
}

/// A parameter that there is not is a selection that cannot be made.
fn refusal(error: Error) -> Refusal {
    match error {
        Error::UnknownParameter { name, known } => {
            Refusal::Selection(format!("there is no parameter {name}; there are: {}", known.join(", ")))
        }
        other => Refusal::Other(other),
    }
}

fn without_paging(query: &str) -> String {
    let parts = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("limit=") && !part.starts_with("offset="));
    parts.collect::<Vec<_>>().join("&")
}

/// [`Allow`] whose refusals are those of the standard.
#[derive(Debug)]
pub struct Permitted<G>(pub Allow<G>);

impl<G: Guard> FromRequest for Permitted<G> {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let allowed = Allow::<G>::from_request(request, payload).into_inner();
        ready(allowed.map(Self).map_err(Refusal::Other))
    }
}
