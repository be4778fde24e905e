//! Papers (纸质票): counted out blank, shuffled, and keyed in by two tellers whose entries must agree. They lie under the
//! lock of the box like every ballot.

mod agreement;
mod blank;
mod dto;
mod entries;
mod routes;

pub use agreement::{count, pile};
pub use dto::{PaperCount, PaperState};
pub use routes::routes;
