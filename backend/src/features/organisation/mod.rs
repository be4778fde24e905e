//! The tree of units, school years and terms.

mod school_years;
mod terms;
mod units;

use crate::http::Routes;

pub use school_years::list as list_school_years;
pub use terms::{list as list_terms, term_on, visible_term};
pub use units::{list as list_units, school_written_for};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    units::routes(config);
    school_years::routes(config);
    terms::routes(config);
}
