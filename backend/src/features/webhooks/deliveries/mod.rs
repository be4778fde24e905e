//! The log of deliveries: what was sent to an endpoint, how often, and what came of it.

mod dto;
mod queries;
mod routes;

pub use dto::WebhookDelivery;
pub use queries::find;
pub use routes::routes;
