//! Staff: posts, dated ranks and leaves.

pub mod codes;
pub mod import;

use utoipa_actix_web::service_config::ServiceConfig;

/// Sealing context and digest context of resident ids.
const ID_NUMBER: &str = "personnel.id_number";

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
