//! Staff: posts, dated ranks and leaves.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
