//! Evaluation (考评): organisational assessment by sheets, mass assessment by ballots, results that explain themselves
//! (`domain.md` 1.8 and 2.7). It judges outcomes, never traces.

mod results;
mod rounds;
mod schemes;
mod sheets;

use crate::http::Routes;
pub use results::{list_objections, score, tell};
pub use rounds::{count_by_unit as rounds_by_unit, list as list_rounds};
pub use schemes::{example as example_rules, list as list_schemes};
pub use sheets::{count_to_do as sheets_to_fill, list as list_sheets};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    schemes::routes(config);
    rounds::routes(config);
    sheets::routes(config);
    results::routes(config);
}
