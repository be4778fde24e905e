//! From an answer to the next request: where an id of it is taken.

use std::collections::BTreeMap;

use serde_json::json;
use utoipa::openapi::{OpenApi as Document, RefOr, link::Link};

use super::operations;

/// What is made or changed by an operation can be read, changed and moved on by those of its own path.
pub(super) fn lead_on(document: &mut Document) {
    let followers = followers(document);
    for (path, operation) in operations(document) {
        let Some(RefOr::T(created)) = operation.responses.responses.get_mut("201") else {
            continue;
        };
        for follower in followers.get(path).into_iter().flatten() {
            let link = Link::builder()
                .operation_id(follower)
                .parameter("id", json!("$response.body#/id"))
                .description("The record that was made: its `id` is the `id` of the path.")
                .build();
            created.links.insert(follower.clone(), RefOr::T(link));
        }
    }
}

/// For the path of a collection, the operations of one of its records and of what is directly below it.
fn followers(document: &mut Document) -> BTreeMap<String, Vec<String>> {
    let mut followers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, operation) in operations(document) {
        let Some((collection, rest)) = path.split_once("/{id}") else {
            continue;
        };
        if let Some(id) = operation.operation_id.clone().filter(|_| !rest.contains('{')) {
            followers.entry(collection.to_owned()).or_default().push(id);
        }
    }
    followers
}
