//! Fields, made from the catalogue.

mod calculator;
mod choice;
mod date;
mod field;
mod findings;
mod last_year;
mod multi;
mod number;
mod preview;
mod rows;
mod text;
mod words;

pub use calculator::calculator;
pub use choice::{list_entry, radio};
pub use date::day_field;
pub use field::{field, grounds};
pub use findings::{reason, view_finding};
pub use preview::{NoticeChoice, PREVIEW, institution_code, notice, notice_changes, preview, preview_button};
