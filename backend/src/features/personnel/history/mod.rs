//! What changes over time about a person: posts (任职), ranks (职级), leaves (请假).

mod dto;
mod queries;
mod routes;
mod service;

pub use dto::{Appointment, Leave, RankPeriod};
pub use queries::{appointments_of, leaves_of, ranks_of};
pub use routes::routes;
pub use service::begin_rank;
