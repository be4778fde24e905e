//! Answers: a segment of a collection with `X-Total-Count` and `Link`, one record, and what `fields` chose of them.

use std::collections::BTreeSet;

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};
use serde::Serialize;
use serde_json::Value;
use utoipa::{
    PartialSchema,
    openapi::{RefOr, Schema},
};

use super::{
    dto::{Chosen, ReferenceType, RosterReference},
    query::Asked,
    refusal::Refusal,
};
use crate::error::Error;

const TOTAL: &str = "X-Total-Count";

/// Where the records of the standard are read.
#[derive(Debug, Clone)]
pub struct Place(String);

impl Place {
    pub fn below(public_url: &str) -> Self {
        Self(format!("{}/api/v1/oneroster/v1p2", public_url.trim_end_matches('/')))
    }

    pub fn reference(&self, kind: ReferenceType, id: impl ToString) -> RosterReference {
        let collection = match kind {
            ReferenceType::Org => "orgs",
            ReferenceType::AcademicSession => "academicSessions",
            ReferenceType::Course => "courses",
            ReferenceType::Class => "classes",
            ReferenceType::User => "users",
        };
        let sourced_id = id.to_string();
        RosterReference {
            href: format!("{}/{collection}/{sourced_id}", self.0),
            sourced_id,
            kind,
        }
    }
}

/// A part of a collection.
#[derive(Debug)]
pub struct Segment<T> {
    body: T,
    total: u64,
    limit: u64,
    offset: u64,
    rest: String,
}

impl<T: From<Vec<Chosen>>> Segment<T> {
    /// The records that were asked for, of `total` that match.
    pub fn of<R: Serialize + PartialSchema>(records: Vec<R>, total: u64, asked: Asked) -> Result<Self, Refusal> {
        let chosen = records
            .into_iter()
            .map(|record| choose(record, asked.fields.as_deref()))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            body: T::from(chosen),
            total,
            limit: asked.limit,
            offset: asked.offset,
            rest: asked.rest,
        })
    }
}

/// One record, as far as it was asked for.
pub fn one<T: From<Chosen>, R: Serialize + PartialSchema>(
    record: R,
    fields: Option<&[String]>,
) -> Result<actix_web::web::Json<T>, Refusal> {
    Ok(actix_web::web::Json(T::from(choose(record, fields)?)))
}

fn choose<R: Serialize + PartialSchema>(record: R, fields: Option<&[String]>) -> Result<Chosen, Refusal> {
    let Value::Object(mut record) = serde_json::to_value(record).map_err(Error::from)? else {
        return Ok(Chosen::new());
    };
    if let Some(fields) = fields {
        let known = names::<R>();
        if let Some(unknown) = fields.iter().find(|field| !known.contains(*field)) {
            let known: Vec<String> = known.into_iter().collect();
            return Err(Refusal::Selection(format!(
                "there is no field {unknown}; there are: {}",
                known.join(", ")
            )));
        }
        record.retain(|name, _| fields.contains(name));
    }
    Ok(record)
}

/// The names of the fields of a record, also of those that it may lack.
fn names<R: PartialSchema>() -> BTreeSet<String> {
    match R::schema() {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        _ => BTreeSet::new(),
    }
}

impl<T: Serialize> Responder for Segment<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.insert_header((TOTAL, self.total.to_string()));
        let links = links(request.path(), &self.rest, self.limit, self.offset, self.total);
        response.insert_header((header::LINK, links));
        response.json(self.body)
    }
}

/// The other pages (RFC 8288), as the standard wants them: first, prev, next, last.
fn links(path: &str, rest: &str, limit: u64, offset: u64, total: u64) -> String {
    let last = total.saturating_sub(1) / limit * limit;
    let pages = [
        ("first", Some(0)),
        ("prev", (offset > 0).then(|| offset.saturating_sub(limit))),
        ("next", (offset + limit < total).then_some(offset + limit)),
        ("last", Some(last)),
    ];
    let link = |(relation, offset): (&str, Option<u64>)| {
        let offset = offset?;
        let rest = if rest.is_empty() {
            String::new()
        } else {
            format!("{rest}&")
        };
        Some(format!(
            "<{path}?{rest}limit={limit}&offset={offset}>; rel=\"{relation}\""
        ))
    };
    pages.into_iter().filter_map(link).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_other_pages() {
        assert_eq!(
            links("/orgs", "sort=name", 10, 10, 25),
            "</orgs?sort=name&limit=10&offset=0>; rel=\"first\", </orgs?sort=name&limit=10&offset=0>; rel=\"prev\", \
             </orgs?sort=name&limit=10&offset=20>; rel=\"next\", </orgs?sort=name&limit=10&offset=20>; rel=\"last\""
        );
        assert_eq!(
            links("/orgs", "", 10, 0, 0),
            "</orgs?limit=10&offset=0>; rel=\"first\", </orgs?limit=10&offset=0>; rel=\"last\""
        );
    }
}
