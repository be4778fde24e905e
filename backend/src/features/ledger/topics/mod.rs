//! Topics (一类事): what entries of several schools are about.

mod dto;
mod queries;
mod routes;
mod service;

pub use dto::{NewLedgerTopic, TopicName};
pub use queries::{list, name_of};
pub use routes::routes;
pub use service::{create, join, leave};
