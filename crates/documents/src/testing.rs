//! What the tests of documents share.

use kakari_catalog::{Catalog, Date, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{BASE, Options, Report, check};

/// The day on which the tests are made.
pub(crate) fn today() -> Date {
    parse_date("2026-02-01").expect("a date")
}

/// The clean draft with some answers changed (an empty value removes), and its report.
#[track_caller]
pub(crate) fn checked(set: &[(&str, &str)]) -> (Draft, Catalog, Report) {
    checked_in("R7", set)
}

/// The same for another edition.
#[track_caller]
pub(crate) fn checked_in(edition: &str, set: &[(&str, &str)]) -> (Draft, Catalog, Report) {
    let mut draft = Draft::read(BASE).expect("the base is a draft");
    draft.set_edition(edition);
    for (id, json) in set {
        draft.set(id, (!json.is_empty()).then(|| serde_json::from_str::<Value>(json).expect("JSON")));
    }
    let catalog = Catalog::builtin(edition).expect("edition");
    let report = check(&draft, &catalog, &Options { today: today(), deadline: None });
    (draft, catalog, report)
}
