//! Names of the files that the user takes away.

use kakari_catalog::{Catalog, Id};
use kakari_draft::Draft;
use kakari_rules::InstitutionCode;

use crate::{TableFormat, specimen};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The draft itself.
    Draft,
    /// 院内掲示 as one HTML file.
    Notice,
    /// 院内掲示 as a picture of one of its sheets, numbered where there are several.
    NoticePicture(Option<usize>),
    /// G-MIS 転記ファイル.
    Transcription(TableFormat),
    /// The result of the check as JSON.
    Result,
    /// The deadline for a calendar.
    Deadline,
}

/// 「kakari-R7-0110112489-転記.csv」. The institution is named by its code, which is public and safe in a file name; a
/// code that is no code is left out. `marked` adds 下書き, and a draft about an
/// invented institution 見本.
pub fn file_name(draft: &Draft, catalog: &Catalog, kind: FileKind, marked: bool) -> String {
    let mut name = format!("kakari-{}", catalog.edition());
    let code = draft.get(Id::FacilityCode.as_str()).and_then(|value| value.as_str());
    if let Some(code) = code.and_then(InstitutionCode::parse) {
        name = format!("{name}-{code}");
    }
    let (what, extension) = match kind {
        FileKind::Draft => ("", ".kakari.json"),
        FileKind::Notice => ("-院内掲示", ".html"),
        FileKind::NoticePicture(_) => ("-院内掲示", ".png"),
        FileKind::Transcription(TableFormat::Xlsx) => ("-転記", ".xlsx"),
        FileKind::Transcription(TableFormat::ExcelCsv) => ("-転記", ".csv"),
        FileKind::Transcription(TableFormat::Cp932Csv) => ("-転記-CP932", ".csv"),
        FileKind::Transcription(TableFormat::SystemCsv) => ("-転記-システム連携", ".csv"),
        FileKind::Result => ("-点検結果", ".json"),
        FileKind::Deadline => ("-期限", ".ics"),
    };
    name.push_str(what);
    if let FileKind::NoticePicture(Some(sheet)) = kind {
        name = format!("{name}-{sheet}");
    }
    if specimen::is_marked(draft) {
        name.push_str("-見本");
    }
    if marked {
        name.push_str("-下書き");
    }
    name + extension
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[track_caller]
    fn named(code: &str, kind: FileKind, marked: bool, expected: &str) {
        let (draft, catalog, _) = testing::checked(&[("facility.code", code)]);
        assert_eq!(file_name(&draft, &catalog, kind, marked), expected);
    }

    #[test]
    fn a_file_is_named_after_edition_code_and_kind() {
        let code = r#""01-1-0112489""#;
        let table = FileKind::Transcription;
        named(code, table(TableFormat::Xlsx), false, "kakari-R7-0110112489-転記.xlsx");
        named(code, table(TableFormat::ExcelCsv), false, "kakari-R7-0110112489-転記.csv");
        named(code, table(TableFormat::Cp932Csv), false, "kakari-R7-0110112489-転記-CP932.csv");
        named(code, table(TableFormat::SystemCsv), true, "kakari-R7-0110112489-転記-システム連携-下書き.csv");
        named(code, FileKind::Draft, false, "kakari-R7-0110112489.kakari.json");
        named(code, FileKind::Notice, true, "kakari-R7-0110112489-院内掲示-下書き.html");
        named(code, FileKind::NoticePicture(None), false, "kakari-R7-0110112489-院内掲示.png");
        named(code, FileKind::NoticePicture(Some(2)), true, "kakari-R7-0110112489-院内掲示-2-下書き.png");
    }

    #[test]
    fn what_is_no_code_stays_out_of_the_file_name() {
        named(r#""../../x""#, FileKind::Result, false, "kakari-R7-点検結果.json");
        named("", FileKind::Deadline, false, "kakari-R7-期限.ics");
        named("", FileKind::Notice, false, "kakari-R7-院内掲示.html");
    }
}
