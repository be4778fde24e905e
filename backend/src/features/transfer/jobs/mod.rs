//! Long work (任务): started by a request, followed by its owner, cancelled between two portions.

mod dto;
mod queries;
mod routes;
mod runner;

pub use dto::Job;
pub use queries::find;
pub use routes::routes;
pub use runner::{Ended, NewJob, Progress, fail_interrupted, queue, start};
