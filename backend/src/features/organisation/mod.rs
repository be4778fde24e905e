//! The tree of units, school years and terms, and the working-day calendar.

mod calendar;
mod terms;
mod units;

use utoipa_actix_web::service_config::ServiceConfig;

pub use calendar::{WorkingDays, working_days};
pub use terms::term_on;

/// The routes of this feature.
pub fn routes(config: &mut ServiceConfig) {
    units::routes(config);
}
