//! Plans (实施方案): templates, leading group, liaison schemes, duties, their progress, waivers and reminders.

mod duties;
mod leading_group;
mod plans;
pub mod progress;
mod reminders;
mod study_items;
mod template;
pub mod waivers;

use crate::http::Routes;
pub use duties::list as list_duties;
pub use leading_group::list as list_leading_group;
pub use plans::{NewPlan, NewTemplateVersion, adopt, draft, list as list_plans, publish};
pub use reminders::{Reminded, due_today};
pub use study_items::list as list_study_items;

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    plans::routes(config);
    leading_group::routes(config);
    duties::routes(config);
    study_items::routes(config);
    progress::routes(config);
    waivers::routes(config);
    reminders::routes(config);
}
