//! The plan, its duties and their progress.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
