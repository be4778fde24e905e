//! Service accounts (系统账号): which other systems may ask, their secrets, and the tokens they get for them.

mod dto;
mod filter;
mod queries;
mod routes;
mod secrets;
mod service;
mod tokens;

use crate::http::Routes;

pub use dto::NewServiceAccount;
pub use routes::routes;
pub use service::insert;

/// The routes that have a place of their own outside `/api/v1`.
pub fn oauth(config: &mut Routes) {
    tokens::routes(config);
}
