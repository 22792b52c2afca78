//! Fields, made from the catalogue.

mod calculator;
mod choice;
mod date;
mod field;
mod findings;
mod keys;
mod last_year;
mod more;
mod multi;
mod number;
mod preview;
mod rows;
mod table;
mod text;

pub use calculator::calculator;
pub use choice::{list_entry, radio};
pub use date::day_field;
pub use field::{Field, field, unsure_mark};
pub use findings::{reason, view_finding};
pub use keys::{KEYS, Keys};
pub use more::more;
pub use preview::{NoticeChoice, PREVIEW, institution_code, notice, notice_changes, preview, preview_button};
pub use table::table;
