//! The tree of units, school years and terms, and the working-day calendar.

mod calendar;
mod school_years;
mod terms;
mod units;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    auth::{Actor, Permission, policy},
    entities::ids::OrgUnitId,
    error::{Error, Result},
};
pub use calendar::{WorkingDays, working_days, working_days_of};
pub use terms::term_on;
pub use units::list as list_units;

/// The routes of this feature.
pub fn routes(config: &mut ServiceConfig) {
    units::routes(config);
    school_years::routes(config);
    terms::routes(config);
    calendar::routes(config);
}

/// 403 unless the caller may change the organisation of this unit.
fn must_write(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if policy::reaches_unit(actor, Permission::OrganisationWrite, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "只能修改本单位范围内的校历。",
        "You may only change the calendar of your own scope.",
    ))
}
