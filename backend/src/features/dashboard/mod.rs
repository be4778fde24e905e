//! My day: what is due, my duties, families not yet visited, entries waiting for me.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
