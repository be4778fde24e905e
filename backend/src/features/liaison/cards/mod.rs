//! Contact cards (民情联系卡): whom a family calls, printed on paper, with a code that leads to the same on the phone.

mod dto;
mod form;
mod print;
mod public;
mod queries;
mod routes;
mod service;

pub use public::whom_a_card_names;
pub use queries::list;
pub use routes::routes;
pub use service::issue;
