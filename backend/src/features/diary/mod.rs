//! Personal remarks in the diary (民情日记随笔): the diary itself is a view of the activities.

mod dto;
mod remarks;
mod routes;

pub use dto::{DiaryRemark, RemarkFilter};
pub use remarks::list as list_remarks;
pub use routes::routes;
