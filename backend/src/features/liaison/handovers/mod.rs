//! Handovers (交接): what somebody keeps in touch with, works on and has promised goes to others, in one transaction.

mod dto;
mod form;
mod pack;
mod preview;
mod queries;
mod routes;
mod service;

pub use dto::{HandedLink, NewHandover};
pub use pack::SEALED_PACK;
pub use queries::list;
pub use routes::routes;
pub use service::hand_over;
