//! Evaluation (考评): organisational assessment by sheets, mass assessment by ballots, results that explain themselves
//! (`domain.md` 1.8 and 2.7). It judges outcomes, never traces.

mod results;
mod rounds;
mod schemes;
mod sheets;

use crate::http::Routes;
pub use results::{score, tell};
pub use schemes::example as example_rules;
pub use sheets::count_to_do as sheets_to_fill;

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    schemes::routes(config);
    rounds::routes(config);
    sheets::routes(config);
    results::routes(config);
}
