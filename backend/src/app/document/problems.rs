//! Which problems an operation answers with, as far as its shape tells.

use utoipa::openapi::{
    OpenApi as Document, Ref, RefOr,
    path::{Operation, ParameterIn},
};

use super::operations;
use crate::error::{DocumentedProblem, documented_problems};

/// Names the statuses of problems one by one; `default` stays for all others.
pub(super) fn name_statuses(document: &mut Document) {
    let problems = documented_problems();
    for (path, operation) in operations(document) {
        for DocumentedProblem { status, name, .. } in &problems {
            if answers_with(*status, path, operation) {
                let response = RefOr::Ref(Ref::from_response_name(*name));
                operation
                    .responses
                    .responses
                    .entry(status.to_string())
                    .or_insert(response);
            }
        }
    }
    let components = document.components.get_or_insert_default();
    for problem in problems {
        components
            .responses
            .insert(problem.name.to_owned(), problem.response.into());
    }
}

fn answers_with(status: u16, path: &str, operation: &Operation) -> bool {
    let parameters = || {
        operation
            .parameters
            .iter()
            .flatten()
            .filter_map(|parameter| match parameter {
                RefOr::T(parameter) => Some(parameter),
                RefOr::Ref(_) => None,
            })
    };
    let needs_token = operation.security.as_ref().is_some_and(|ways| !ways.is_empty());
    let has_body = operation.request_body.is_some();
    let has_header = |name: &str| parameters().any(|parameter| parameter.name == name);
    match status {
        400 => has_body || parameters().any(|parameter| parameter.parameter_in == ParameterIn::Query),
        401 | 403 => needs_token,
        404 => path.contains('{'),
        412 | 428 => has_header("If-Match"),
        413 | 415 | 422 => has_body,
        409 => has_body && path.contains('{'),
        503 => !path.contains("/health/"),
        _ => false,
    }
}
