//! Results (考评结果): computed exactly, explained down to the sheet and the tally, published, objected to, corrected.

mod arithmetic;
mod dto;
mod explanation;
mod grading;
mod inputs;
mod looks;
mod objections;
mod prints;
mod queries;
mod routes;
mod scoring;
mod tallies;
mod telling;
#[cfg(test)]
mod tests;

use crate::http::Routes;

pub use objections::list as list_objections;
pub use scoring::score;
pub use telling::tell;

/// The routes of results and objections.
pub fn routes(config: &mut Routes) {
    routes::routes(config);
    objections::routes(config);
}
