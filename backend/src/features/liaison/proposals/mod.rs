//! Proposals (分配建议): who could keep in touch with whom, looked at and edited before anything is linked.

mod apply;
mod assign;
mod dto;
mod edit;
mod open;
mod people;
mod person_dto;
mod queries;
mod routes;
mod service;
mod units;
mod work_out;

pub use dto::NewLiaisonProposal;
pub use queries::list;
pub use routes::routes;
pub use service::{begin as propose, recover};
