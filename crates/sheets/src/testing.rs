//! What the tests of this crate share.

use kakari_catalog::{Catalog, Date, parse_date};
use kakari_documents::{Transcription, TranscriptionOptions};
use kakari_draft::{Draft, Value};
use kakari_rules::{BASE, Options, check};

/// The day on which the tests are made.
pub(crate) fn today() -> Date {
    parse_date("2026-02-01").expect("a date")
}

/// The clean draft with some answers changed; an empty value removes.
#[track_caller]
pub(crate) fn draft(set: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::read(BASE).expect("the base is a draft");
    for (id, json) in set {
        draft.set(id, (!json.is_empty()).then(|| Value::read(json).expect("JSON")));
    }
    draft
}

/// The transcription of a draft, whatever errors remain.
pub(crate) fn transcribed(draft: &Draft) -> Transcription {
    let catalog = draft.edition().and_then(Catalog::builtin).or_else(|| Catalog::builtin_for(today()));
    let catalog = catalog.expect("an edition");
    let report = check(draft, &catalog, &Options { today: today(), deadline: None });
    let options = TranscriptionOptions { made_on: today(), allow_draft: true };
    Transcription::new(draft, &catalog, &report, &options).expect("a draft is allowed")
}

/// The transcription of the clean draft with some answers changed.
#[track_caller]
pub(crate) fn transcription(set: &[(&str, &str)]) -> Transcription {
    transcribed(&draft(set))
}
