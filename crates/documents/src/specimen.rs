//! 見本: a draft about an invented institution. Its name says so, and with it every document that is made of it.

use kakari_catalog::Id;
use kakari_draft::{Draft, Value};

/// What the name of an invented institution begins with.
const MARK: &str = "【見本】";

/// Whether the draft is about an invented institution.
pub fn is_marked(draft: &Draft) -> bool {
    name(draft).starts_with(MARK)
}

/// Marks a draft as one about an invented institution, whatever its name is.
pub fn mark(draft: &mut Draft) {
    if !is_marked(draft) {
        let name = [MARK, name(draft)].concat();
        draft.set(Id::FacilityName.as_str(), Some(Value::String(name)));
    }
}

fn name(draft: &Draft) -> &str {
    draft.get(Id::FacilityName.as_str()).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{checked, today};
    use crate::{FileKind, Notice, NoticeOptions, TableFormat, Transcription, TranscriptionOptions, file_name};

    #[test]
    fn a_mark_is_put_before_any_name_once() {
        for (name, marked) in
            [(r#""例示医院""#, "【見本】例示医院"), ("", "【見本】"), (r#""【見本】例""#, "【見本】例")]
        {
            let (mut draft, ..) = checked(&[("facility.name", name)]);
            mark(&mut draft);
            mark(&mut draft);
            assert_eq!(super::name(&draft), marked);
            assert!(is_marked(&draft));
        }
    }

    #[test]
    fn every_document_of_a_marked_draft_says_so_and_no_other_does() {
        let (mut draft, catalog, report) = checked(&[]);
        for expected in [false, true] {
            let notice = Notice::new(&draft, &catalog, &report, &NoticeOptions::new(today())).fragment();
            assert_eq!(notice.contains("見本"), expected);
            let options = TranscriptionOptions { made_on: today(), allow_draft: false };
            let table = Transcription::new(&draft, &catalog, &report, &options).expect("no errors remain");
            assert_eq!(format!("{table:?}").contains("見本"), expected);
            for kind in
                [FileKind::Draft, FileKind::Notice, FileKind::Transcription(TableFormat::Xlsx), FileKind::Result]
            {
                assert_eq!(file_name(&draft, &catalog, kind, false).contains("-見本"), expected);
            }
            mark(&mut draft);
        }
    }
}
