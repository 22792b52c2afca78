//! Fields, made from the catalogue.

mod calculator;
mod choice;
mod field;
mod findings;
mod multi;
mod number;
mod preview;
mod rows;
mod text;
mod words;

pub use choice::{list_entry, radio};
pub use field::field;
pub use findings::view_finding;
pub use preview::{NoticeChoice, institution_code, notice, notice_changes, notice_corner};
