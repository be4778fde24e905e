//! Voting (投票): with a code or a token, without login. Who may vote logged in gets a token signed blindly (RFC 9474),
//! which nobody can trace to him when it is used.

mod cast;
mod credential;
mod dto;
mod routes;
mod tokens;

pub use routes::routes;
pub use tokens::SIGNING_KEY;
