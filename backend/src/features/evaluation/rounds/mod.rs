//! Rounds of evaluation (考评): from draft to archive.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of rounds.
pub fn routes(_config: &mut ServiceConfig) {}
