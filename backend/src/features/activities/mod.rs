//! Records of what was done (联系记录): visits, observations; handed in, confirmed, counted.

mod amend;
mod bulk;
mod details;
mod dto;
mod filter;
mod form;
pub mod import;
mod kinds;
mod moves;
mod promises;
mod queries;
mod references;
mod routes;
mod rules;
mod service;
mod store;
mod view;

use crate::http::Routes;
pub use amend::settle_stay;
pub use dto::Activity;
pub use filter::DiaryFilter;
pub use form::{blank as blank_form, kind_word};
pub use promises::{Promise, open_promises, pass_on_promise};
pub use queries::{Origin, Tasks, check_person, count, diary, find, hold, list, origin, tasks};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    routes::routes(config);
    kinds::routes(config);
}
