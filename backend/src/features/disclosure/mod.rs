//! What schools make public (信息公开): written, read by somebody else, checked for personal data, published, withdrawn.

mod class_routes;
mod classes;
mod dto;
mod filter;
mod moves;
mod personal_data;
mod public;
mod queries;
mod routes;
mod service;

use crate::http::Routes;
pub use personal_data::{Found, PersonalDataKind, PersonalNames};
pub use queries::{list, to_review};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    routes::routes(config);
    class_routes::routes(config);
    public::routes(config);
}
