//! What other systems may use: the scopes that open an operation stand beside the permission that people need.

use serde_json::Value;
use utoipa::openapi::{
    OpenApi as Document, PathItem,
    path::Operation,
    security::{ClientCredentials, Flow, OAuth2, Scopes, SecurityRequirement, SecurityScheme},
};

use super::values;
use crate::auth::{Permission, every_scope, scopes_for};

const SCHEME: &str = "oauth2";

/// Adds the scheme, and its scopes to every operation that one of them opens.
pub(super) fn describe(document: &mut Document) {
    let purposes = every_scope().zip(values::meanings("ServiceScope"));
    let purposes = purposes.map(|(scope, purpose)| (scope.to_string(), (*purpose).to_owned()));
    let flow = Flow::ClientCredentials(ClientCredentials::new("/oauth/token", purposes.collect::<Scopes>()));
    let scheme = OAuth2::with_description(
        [flow],
        "For other systems: the access token of `POST /oauth/token`, a JWT, checked as RFC8725 asks. Each scope named is enough by itself.",
    );
    document
        .components
        .get_or_insert_default()
        .add_security_scheme(SCHEME, SecurityScheme::OAuth2(scheme));
    for PathItem {
        get,
        put,
        post,
        delete,
        patch,
        ..
    } in document.paths.paths.values_mut()
    {
        open(get, true);
        for write in [put, post, delete, patch] {
            open(write, false);
        }
    }
}

fn open(operation: &mut Option<Operation>, reading: bool) {
    let Some(ways) = operation.as_mut().and_then(|operation| operation.security.as_mut()) else {
        return;
    };
    let Some(permission) = ways.first().and_then(permission_of) else {
        return;
    };
    ways.extend(scopes_for(permission, reading).map(|scope| SecurityRequirement::new(SCHEME, [scope.to_string()])));
}

/// The permission that people need, read from what the operation says.
fn permission_of(way: &SecurityRequirement) -> Option<Permission> {
    let way: Value = serde_json::to_value(way).ok()?;
    let named = way["bearer"][0].as_str()?;
    Permission::ALL.iter().copied().find(|known| known.as_str() == named)
}
