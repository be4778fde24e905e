//! Errors in the API document: one answer for all operations, with an example of each kind.

use std::collections::BTreeMap;

use serde_json::json;
use utoipa::{
    IntoResponses, ToResponse,
    openapi::{
        ContentBuilder, Ref, RefOr, Response, ResponseBuilder,
        example::{Example, ExampleBuilder},
    },
};

use super::{AuthFailure, Difference, Error, Problem, problem::status_and_code};
use crate::language::text;

/// Every operation may answer with a problem; the statuses are the same everywhere.
#[derive(Debug)]
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let (name, _) = Self::response();
        BTreeMap::from([("default".to_owned(), Ref::from_response_name(name).into())])
    }
}

impl ToResponse<'static> for Problems {
    fn response() -> (&'static str, RefOr<Response>) {
        let response = response("What went wrong and what to do about it", &samples());
        ("Problem", response.into())
    }
}

/// A problem that operations name by its status.
pub struct DocumentedProblem {
    pub status: u16,
    /// Its name among the document's responses.
    pub name: &'static str,
    pub response: Response,
}

/// The problems by status, each with an example of every code.
pub fn documented_problems() -> Vec<DocumentedProblem> {
    let mut samples = samples();
    STATUSES
        .iter()
        .map(|&(status, name, description)| {
            let (these, others): (Vec<_>, Vec<_>) = std::mem::take(&mut samples)
                .into_iter()
                .partition(|error| status_and_code(error).0.as_u16() == status);
            samples = others;
            DocumentedProblem {
                status,
                name,
                response: response(description, &these),
            }
        })
        .collect()
}

/// What each status means here (`api.md`, errors).
const STATUSES: &[(u16, &str, &str)] = &[
    (
        400,
        "Malformed",
        "The request cannot be read: JSON, a parameter, the cursor, a key that is missing",
    ),
    (
        401,
        "Unauthenticated",
        "Nobody is logged in, or the token is no longer good",
    ),
    (403, "Forbidden", "The caller may see this but not do it"),
    (
        404,
        "NotFound",
        "It does not exist, or is outside the caller's scope: the same answer",
    ),
    (
        409,
        "Conflict",
        "The state does not allow it, or a record like this exists",
    ),
    (
        412,
        "Stale",
        "Somebody else changed it: the current record, and the differences field by field",
    ),
    (413, "TooLarge", "The body is larger than allowed"),
    (415, "UnsupportedMediaType", "The body is of a kind that is not read"),
    (
        422,
        "Invalid",
        "Fields break a rule: all of them, each with its pointer",
    ),
    (
        428,
        "PreconditionRequired",
        "`If-Match` with the version that was read is missing",
    ),
    (
        503,
        "Unavailable",
        "The database is away for the moment; `Retry-After` says when to come back",
    ),
];

fn response(description: &str, samples: &[Error]) -> Response {
    let examples = samples.iter().map(|error| {
        let problem = Problem::from(error);
        let example = ExampleBuilder::new()
            .summary(format!("{} {}", problem.status, error))
            .value(serde_json::to_value(&problem).ok());
        (problem.code, example.build().into())
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples.collect::<BTreeMap<String, RefOr<Example>>>());
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", content.build())
        .build()
}

/// What a client can be told. Left out is what only the server can cause (500).
fn samples() -> Vec<Error> {
    vec![
        Error::Malformed(text("JSON 有误（第 1 行第 2 列）", "not valid JSON (line 1, column 2)")),
        Error::UnknownParameter {
            name: "state_is".into(),
            known: ["sort", "state", "limit", "cursor", "include_total"]
                .map(str::to_owned)
                .into(),
        },
        Error::InvalidParameter {
            name: "limit".into(),
            detail: text("须在 1 至 200 之间", "must be 1 to 200"),
        },
        Error::InvalidCursor,
        Error::IdempotencyKeyRequired,
        Error::Unauthenticated(AuthFailure::Missing),
        Error::Unauthenticated(AuthFailure::InvalidToken),
        Error::Unauthenticated(AuthFailure::SessionEnded),
        Error::Unauthenticated(AuthFailure::SystemRefused),
        Error::Unauthenticated(AuthFailure::BadCredentials),
        Error::forbidden(
            "须由承办人以外的人回访。",
            "Somebody other than the handler calls back.",
        ),
        Error::PasswordChangeRequired,
        Error::NotFound,
        Error::BallotCredential,
        Error::MethodNotAllowed {
            allowed: ["GET", "POST"].map(str::to_owned).into(),
        },
        Error::Timeout,
        Error::IllegalMove {
            wanted: "reply".into(),
            state: "registered".into(),
            allowed: ["accept", "decline", "withdraw"].map(str::to_owned).into(),
            detail: text("此台账当前不能这样办理。", "The entry is not in a state for this move."),
        },
        Error::Conflict {
            code: "duplicate",
            detail: text("已有相同的记录", "a record like this exists already"),
        },
        Error::Gone(text("此设置码已用过或已过期。", "This code is used or expired.")),
        Error::CursorExpired,
        Error::Stale {
            current: Box::new(json!({"place": "大树村教学点", "version": 2})),
            differences: vec![Difference {
                pointer: "#/place".into(),
                yours: json!("大树村"),
                current: json!("大树村教学点"),
            }],
        },
        Error::TooLarge { limit: 1024 * 1024 },
        Error::UnsupportedMediaType {
            expected: "application/json",
        },
        Error::UnsupportedFile,
        Error::invalid(
            "happened_on",
            "in_the_future",
            text("日期不能晚于今天", "must not be in the future"),
        ),
        Error::IdempotencyKeyReused,
        Error::PreconditionRequired,
        Error::TooManyRequests {
            retry_after_seconds: 30,
        },
        Error::Unavailable("away".into()),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_but_our_own_fault_has_a_sample() {
        let kinds: BTreeSet<_> = samples()
            .iter()
            .map(std::mem::discriminant)
            .map(|kind| format!("{kind:?}"))
            .collect();
        let source = include_str!("mod.rs");
        let variants = source.matches("    #[error(\"").count();
        assert_eq!(kinds.len(), variants - 1, "a kind of error has no sample");
        let statuses: BTreeSet<_> = samples()
            .iter()
            .map(|error| status_and_code(error).0.as_u16())
            .collect();
        assert!(!statuses.contains(&500));
    }
}
