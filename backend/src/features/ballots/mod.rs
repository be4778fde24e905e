//! The secret ballot (群众测评): codes, tokens and papers lead into one box, and nothing in the database joins a voter to
//! a ballot. A cast ballot lies under a lock, all of one length, under a random id; there is no time, account, address,
//! sequence, event, change, audit or repeat row of it. Sealing unlocks, shuffles, writes anew and wipes what led there.

mod boxes;
mod codes;
mod content;
mod form;
mod papers;
mod sealed;
mod sealing;
mod tally;
mod voting;

use crate::http::Routes;

pub use boxes::{open, place_of, prepare, rules_of};
pub use content::{BoxKey, Content, KEY as CONTENT_KEY};
pub use form::BallotForm;
pub use sealing::{forget, seal};
pub use tally::{BoxTally, DimensionTally, ObjectTally, tallies};
pub use voting::SIGNING_KEY;

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    boxes::routes(config);
    codes::routes(config);
    papers::routes(config);
    voting::routes(config);
    sealed::routes(config);
}
