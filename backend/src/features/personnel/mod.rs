//! Staff: posts, dated ranks and leaves.

pub mod codes;
mod directory;
mod history;
pub mod import;
mod people;

use crate::http::Routes;
pub use directory::Directory;
pub use people::{colleague_unit, list as list_personnel};

/// Digest context of resident ids.
const ID_NUMBER: &str = "personnel.id_number";

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    people::routes(config);
    history::routes(config);
}
