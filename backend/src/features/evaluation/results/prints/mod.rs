//! Results on paper: the summary of a round (汇总表, PDF and Excel), and the notice to each (结果告知书).

mod lines;
mod notice;
mod summary;
mod workbook;

pub use notice::notice;
pub use summary::summary;
pub use workbook::workbook;
