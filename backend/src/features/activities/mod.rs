//! Activities (联系记录): one record is diary line, duty count, evidence and source of a ledger entry.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
