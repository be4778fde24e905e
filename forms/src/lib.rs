//! Printed forms (打印表格): a [`Sheet`] in, an official A4 page as PDF out. See `README.md` for how to add one.
//!
//! Its own crate because the typesetter is large: whoever works on the server never compiles it again.

mod engine;
mod font;
mod sheet;
mod world;

pub use engine::{FormError, pdf};
pub use font::has_glyph;
pub use sheet::{Align, Block, Card, CodeCard, Column, Fact, Language, Sheet, Signature};
