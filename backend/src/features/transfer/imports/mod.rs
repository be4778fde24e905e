//! Taking over the national sheets (导入): read, preview, fix in place, commit as a job.

mod check;
mod commit;
mod dto;
mod fix;
mod personnel_sheet;
mod queries;
mod routes;
mod service;
mod student_sheet;
mod template;
mod values;

pub use commit::{forget_old_rows, reopen_interrupted};
pub use routes::routes;

use super::workbook::Column;
use crate::entities::import::ImportKind;

/// The columns that an import takes; every other one is thrown away while reading.
fn columns(kind: ImportKind) -> &'static [Column] {
    match kind {
        ImportKind::Personnel => personnel_sheet::COLUMNS,
        ImportKind::Students => student_sheet::COLUMNS,
    }
}

/// One row's cells by the titles of [`columns`]; empty cells are left out. This is what is sealed.
type Cells = std::collections::BTreeMap<String, String>;
