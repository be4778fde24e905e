//! Service accounts (系统账号): which other systems may ask, their secrets, and the tokens they get for them.

mod dto;
mod filter;
mod queries;
mod routes;
mod secrets;
mod service;
mod tokens;

use utoipa_actix_web::service_config::ServiceConfig;

pub use dto::NewServiceAccount;
pub use routes::routes;
pub use service::insert;

/// The routes that have a place of their own outside `/api/v1`.
pub fn oauth(config: &mut ServiceConfig) {
    tokens::routes(config);
}
