//! An example of every answer. They are answers that the tests got (`openapi/examples`, see its README), so that they
//! are what the server says and not what somebody thought it says.

use rust_embed::RustEmbed;
use utoipa::openapi::{OpenApi as Document, RefOr};

use super::operations;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../openapi/examples"]
struct Recorded;

/// Puts each recorded answer beside the schema of its operation's success.
pub(super) fn show(document: &mut Document) {
    for (_, operation) in operations(document) {
        let name = operation.operation_id.as_deref().unwrap_or_default();
        let Some(recorded) = Recorded::get(&format!("{name}.json")) else {
            continue;
        };
        let Ok(example) = serde_json::from_slice(&recorded.data) else {
            continue;
        };
        let successes = operation
            .responses
            .responses
            .iter_mut()
            .filter(|(status, _)| status.starts_with('2'));
        for (_, response) in successes {
            if let RefOr::T(response) = response
                && let Some(RefOr::T(content)) = response.content.get_mut("application/json")
            {
                content.example = Some(example);
                break;
            }
        }
    }
}
