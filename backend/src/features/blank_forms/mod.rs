//! Blank forms (空白表格) to be filled in by hand; the code in their corner leads to where they are keyed in.

mod dto;
mod print;
mod routes;

pub use routes::routes;
