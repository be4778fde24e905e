//! Accounts, their dated roles, passwords and one-time links for the first one.

mod bulk;
mod dto;
mod first;
mod grants;
mod names;
mod passwords;
mod queries;
mod routes;
mod service;
mod setup_link;
mod technical;

use crate::http::Routes;

pub use dto::is_username;
pub use first::{FirstAdministrator, create_administrator, invite_first_administrator};
pub use grants::list as list_role_grants;
pub use names::{account_names, unit_names};
pub use queries::list;
pub use technical::{create_for_system, rename_for_system};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    routes::routes(config);
    grants::routes(config);
    passwords::routes(config);
}
