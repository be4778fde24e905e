//! Findings (问题整改): gaps found by oneself or by others, who puts them right until when, and who looked; the inspections
//! (督查) that found them, and what inspectors may read.

mod access;
mod dto;
mod filter;
mod form;
mod inspected;
mod inspections;
mod moves;
mod queries;
mod routes;
mod rules;
mod service;
mod words;

use crate::http::Routes;
pub use access::list as list_accesses;
pub use inspected::{InspectedCount, Righting, inspected};
pub use inspections::{coming as inspections_coming, count_by_unit as inspections_by_unit, list as list_inspections};
pub use queries::{FindingCounts, Tasks, count_by_unit as findings_by_unit, list, tasks};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    routes::routes(config);
    inspections::routes(config);
    access::routes(config);
}
