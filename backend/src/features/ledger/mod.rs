//! The ledger of people's concerns (民情台账).

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
