//! Discipline (驻校纪律): the register of gifts that were not kept, and of stays at village schools.

mod gifts;
mod stays;

use crate::http::Routes;
pub use gifts::list as list_gifts;
pub use stays::list as list_stays;

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    gifts::routes(config);
    stays::routes(config);
}
