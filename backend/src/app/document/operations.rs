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
    let Some(names) = ways[0]["bearer"].as_array() else {
        return "For everybody; no token is needed.".into();
    };
    let names: Vec<&str> = names.iter().filter_map(|name| name.as_str()).collect();
    if names.is_empty() {
        "For everybody who is logged in.".into()
    } else {
        format!("Permission: `{}`.", names.join("`, `"))
    }
}

fn has(operation: &Operation, place: &ParameterIn, name: &str) -> bool {
    operation.parameters.iter().flatten().any(|parameter| {
        matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == *place && parameter.name == name)
    })
}
