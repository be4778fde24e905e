//! The ledger on paper: the official list (PDF and Excel), the sheet of an entry, the reception form, the call-back sheet.

mod blank;
mod lines;
mod list;
mod routes;
mod sheets;
mod texts;
mod workbook;

pub use blank::blank;
pub use routes::routes;
