//! Schemes of evaluation (考评方案): written, put in force, replaced by a new version.

mod example;

pub use example::rules as example;
use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of schemes.
pub fn routes(_config: &mut ServiceConfig) {}
