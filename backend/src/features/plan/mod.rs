//! Plans (实施方案): templates, leading group, liaison schemes, duties and the progress of duties.

pub mod progress;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
