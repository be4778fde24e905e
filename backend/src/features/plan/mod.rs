//! Plans (实施方案): templates, leading group, liaison schemes, duties and the progress of duties.

mod duties;
mod leading_group;
mod plans;
pub mod progress;
mod study_items;
mod template;

pub use plans::{NewPlan, adopt, draft};
pub use study_items::list as list_study_items;
use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this feature.
pub fn routes(config: &mut ServiceConfig) {
    plans::routes(config);
    leading_group::routes(config);
    duties::routes(config);
    study_items::routes(config);
    progress::routes(config);
}
