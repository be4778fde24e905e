//! Taking over the sheets that schools hold (导入): read, preview, fix in place, commit as a job, take back.

mod check;
mod commit;
mod dto;
mod fix;
mod headers;
mod kinds;
mod queries;
mod routes;
mod service;
mod sheet_dto;
mod sheets;
mod template;
mod undo;
mod values;

pub use commit::{commit_now, forget_old_rows, reopen_interrupted};
pub use dto::NewImport;
pub use queries::SEALED_CELLS;
pub use routes::routes;
pub use service::{check_reach, create, preview};
pub use undo::SEALED_BEFORE;

/// One row's cells by the titles of its sheet's columns; empty cells are left out. This is what is sealed.
type Cells = std::collections::BTreeMap<String, String>;
