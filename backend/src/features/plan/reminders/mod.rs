//! Reminders (提醒) that a person sets for himself: a line on his own day, seen by nobody else.

mod dto;
mod due;
mod queries;
mod routes;
mod service;

pub use dto::Reminded;
pub use due::due_today;
pub use routes::routes;
