//! Webhooks (数据推送): other systems are told of changes they may see, after the rules of Standard Webhooks.
//!
//! A change and the note of it commit together; whoever gives the note its place in the feed makes the deliveries in
//! the same transaction, and whoever takes a delivery moves on the time at which it is due. So none is lost when a
//! server dies, and several servers share the work.

mod courier;
mod deliveries;
mod dto;
mod guard;
mod health;
mod message;
mod queries;
mod queue;
mod replay;
mod routes;
mod schedule;
mod secrets;
mod sender;
mod service;
mod telling;
mod work;

use crate::http::Routes;

pub use courier::Courier;
pub use dto::NewWebhook;
pub use secrets::CONTEXT as SEALED_SECRET;
pub use service::insert;
pub use work::{place, tidy_up, work};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    routes::routes(config);
    deliveries::routes(config);
}
