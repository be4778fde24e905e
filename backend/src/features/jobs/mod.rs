//! Long work (任务): started by a request, followed by its owner, cancelled between two portions.

mod dto;
mod queries;
mod routes;
mod runner;

pub use dto::Job;
pub use queries::find;
pub use routes::routes;
pub use runner::{Ended, NewJob, Progress, queue, run_now, start};

use crate::{error::Result, state::State};

/// Jobs that an earlier run of the server left behind have failed.
pub async fn recover(state: &State) -> Result<()> {
    runner::fail_interrupted(&state.db, state.clock.now()).await
}
