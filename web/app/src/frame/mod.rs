//! What surrounds every screen.

mod banners;
mod footer;
mod header;
mod status;
mod steps;

pub use banners::{banners, tell, telltale, trouble_words, use_catalog};
pub use footer::footer;
pub use header::header;
pub use status::{asked_by, conditions, decision_class, sources, status_card, why};
pub use steps::steps;
