//! Terms (学期) of a school year.

mod in_force;

pub use in_force::term_on;
