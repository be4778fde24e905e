//! Staff: posts, dated ranks and leaves.

pub mod codes;
mod directory;
mod history;
pub mod import;
mod people;

pub use directory::Directory;
pub use people::{colleague_unit, list as list_personnel};
use utoipa_actix_web::service_config::ServiceConfig;

/// Digest context of resident ids.
const ID_NUMBER: &str = "personnel.id_number";

/// The routes of this feature.
pub fn routes(config: &mut ServiceConfig) {
    people::routes(config);
    history::routes(config);
}
