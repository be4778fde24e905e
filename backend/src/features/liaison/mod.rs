//! Who is tied to whom: links and their coverage.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
