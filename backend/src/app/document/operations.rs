//! What each operation needs, in words, below what it says of itself.

use utoipa::openapi::{
    OpenApi as Document, RefOr,
    path::{Operation, ParameterIn},
};

use super::operations;

/// Adds to every description who may call it, and how lists, changes and repeats are asked for.
pub(super) fn describe(document: &mut Document) {
    for (_, operation) in operations(document) {
        let mut words: Vec<String> = operation.description.take().into_iter().collect();
        words.push(permission(operation));
        if has(operation, &ParameterIn::Query, "cursor") {
            words.push("A list: pages, sorting and filters as described under *Lists*.".into());
        }
        if has(operation, &ParameterIn::Header, "If-Match") {
            words.push("Needs `If-Match` with the version that was read, as `\"v7\"`.".into());
        }
        operation.description = Some(words.join("\n\n"));
    }
}

fn permission(operation: &Operation) -> String {
    let ways = serde_json::to_value(&operation.security).unwrap_or_default();
    let names: Vec<&str> = ways[0]["bearer"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
        .collect();
    match (
        ways.as_array()
            .is_some_and(|ways| !ways.is_empty() && ways[0] != serde_json::json!({})),
        names.as_slice(),
    ) {
        (false, _) => "For everybody; no token is needed.".into(),
        (true, []) => "For everybody who is logged in.".into(),
        (true, names) => format!("Permission: `{}`.", names.join("`, `")),
    }
}

fn has(operation: &Operation, place: &ParameterIn, name: &str) -> bool {
    operation.parameters.iter().flatten().any(|parameter| {
        matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == *place && parameter.name == name)
    })
}
