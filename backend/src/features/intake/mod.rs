//! The public's side: concerns raised without an account, followed by a code, and the board that tells what came of
//! them. Codes travel in the body, never in a path or query.

mod board;
mod codes;
mod concerns;
mod office;
mod proof;

use crate::http::Routes;

pub use board::{NewBoardSummary, publish as publish_summary};
pub use office::mention;

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    concerns::routes(config);
    office::routes(config);
    board::routes(config);
}
