//! The transcription as CSV.
//!
//! In the files for Excel the code of the institution is written as 「番号 0110112489」: it keeps its zero in every version
//! of Excel, reads naturally, and a double click on the digits selects just them. The usual trick `="0110112489"` is a
//! formula, which is exactly what these files promise not to hold. What else a spreadsheet would take for something it is
//! not is seen to by [`crate::guard`]. Numbers stay numbers.

use csv::{Terminator, WriterBuilder};
use kakari_catalog::Id;
use kakari_documents::{Cell, Row, Transcription};

use crate::guard::guarded;

pub const BOM: &str = "\u{feff}";
/// What stands before the code of the institution in the files for Excel.
pub const CODE: &str = "番号 ";

/// The lines of the file as fields. `excel`: for a person with Excel, not for a program.
pub fn lines(transcription: &Transcription, excel: bool) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    if transcription.is_draft() {
        lines.push(filled([(0, Transcription::DRAFT)]));
    }
    lines.push(Row::COLUMNS.map(ToOwned::to_owned).to_vec());
    for row in transcription.head.iter().chain(&transcription.rows) {
        let mut fields: Vec<String> = row.cells().iter().map(|cell| field(cell, excel)).collect();
        if excel && row.id == Id::FacilityCode.as_str() && row.value != Cell::Empty {
            fields[VALUE] = format!("{CODE}{}", row.value.as_str());
        }
        lines.push(fields);
    }
    for (label, value) in transcription.about() {
        lines.push(filled([(0, Transcription::ABOUT), (LABEL, label), (VALUE, &guarded(&value, excel))]));
    }
    lines
}

/// The file in UTF-8, without a byte order mark.
pub fn write(lines: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        // Writing to memory cannot fail.
        let _ = writer.write_record(line);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The places of 項目名 and 記入値 in [`Row::COLUMNS`].
pub const LABEL: usize = 3;
pub const VALUE: usize = 6;

fn filled<const N: usize>(cells: [(usize, &str); N]) -> Vec<String> {
    let mut fields = vec![String::new(); Row::COLUMNS.len()];
    for (column, text) in cells {
        text.clone_into(&mut fields[column]);
    }
    fields
}

fn field(cell: &Cell, excel: bool) -> String {
    match cell {
        Cell::Empty => String::new(),
        // A number that was typed wrong ("-5", "1e400") is shown as text.
        Cell::Number(number) if is_plain(number) => number.clone(),
        Cell::Number(text) | Cell::Text(text) => guarded(text, excel),
    }
}

/// Whether a number has digits and a point alone.
pub fn is_plain(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::might_run;
    use crate::testing::transcription;
    use crate::write as write_file;
    use kakari_documents::TableFormat;
    use kakari_documents::TableFormat::{ExcelCsv, SystemCsv};

    fn csv(format: TableFormat, set: &[(&str, &str)]) -> String {
        String::from_utf8(write_file(&transcription(set), format, false).expect("written")).expect("UTF-8")
    }

    /// The lines as fields, by a reader of its own.
    fn table(text: &str) -> Vec<Vec<String>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (mut table, mut line, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.peek() == Some(&'"') => {
                    characters.next();
                    field.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => line.push(std::mem::take(&mut field)),
                '\r' if !quoted => {
                    assert_eq!(characters.next(), Some('\n'), "a line ends with CR LF");
                    line.push(std::mem::take(&mut field));
                    table.push(std::mem::take(&mut line));
                }
                '\n' if !quoted => panic!("a bare line feed outside quotes"),
                other => field.push(other),
            }
        }
        assert!(field.is_empty() && line.is_empty() && !quoted, "the last line is closed");
        table
    }

    fn value(format: TableFormat, id: &str, json: &str) -> String {
        let table = table(&csv(format, &[(id, json)]));
        table.iter().find(|line| line[12] == id).map(|line| line[6].clone()).expect("a row")
    }

    #[test]
    fn every_line_has_every_column() {
        for format in [ExcelCsv, SystemCsv] {
            for set in [&[][..], &[("f1.generalist.fte", "")][..]] {
                let table = table(&csv(format, set));
                assert!(table.iter().all(|line| line.len() == Row::COLUMNS.len()));
            }
        }
    }

    #[test]
    fn only_the_file_for_excel_has_a_byte_order_mark() {
        assert!(csv(ExcelCsv, &[]).starts_with('\u{feff}'));
        assert!(csv(SystemCsv, &[]).starts_with("機能,項番,"));
    }

    #[test]
    fn quotes_commas_and_line_breaks_survive() {
        let text = "痛風, \"関節\"\n膠原病";
        let json = serde_json::to_string(text).expect("JSON");
        assert_eq!(value(SystemCsv, "f1.remarks", &json), text);
        let long = "漢字, ".repeat(500);
        let json = serde_json::to_string(&long).expect("JSON");
        assert_eq!(value(SystemCsv, "f1.remarks", &json), long);
    }

    #[test]
    fn text_that_a_spreadsheet_might_run_is_marked_as_text() {
        for text in [
            "=1+1",
            "+81",
            "-",
            "@x",
            "\tx",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－",
            "＠x",
            "  =1",
            "\u{3000}=1",
            "\u{a0}=1",
            "\u{200b}=1",
            "\u{feff}=1",
            "\u{2212}1",
            " \t=1",
        ] {
            let json = serde_json::to_string(text).expect("JSON");
            for format in [ExcelCsv, SystemCsv] {
                assert_eq!(value(format, "f1.remarks", &json), format!("'{text}"), "{text:?}");
            }
        }
    }

    #[test]
    fn text_that_begins_otherwise_is_left_alone() {
        for text in ["痛風", "a=1", "ー般", "第1・第3土曜", "1か月", "・糖尿病", "24時間対応", "(注)"]
        {
            let json = serde_json::to_string(text).expect("JSON");
            assert_eq!(value(ExcelCsv, "f1.remarks", &json), text);
        }
    }

    #[test]
    fn text_that_excel_would_turn_into_a_value_stays_text_in_the_file_for_excel() {
        for text in ["1-2", "2026/1/1", "1E5", "0120", "１２", "12:30", "1月2日", "TRUE", "(5)"] {
            let json = serde_json::to_string(text).expect("JSON");
            assert_eq!(value(ExcelCsv, "f1.remarks", &json), format!("'{text}"));
            assert_eq!(value(SystemCsv, "f1.remarks", &json), text);
        }
    }

    #[test]
    fn numbers_stay_numbers_and_wrong_ones_become_text() {
        assert_eq!(value(ExcelCsv, "f1.staff.doctors", "12"), "12");
        assert_eq!(value(ExcelCsv, "f1.generalist.fte", "0.5"), "0.5");
        assert_eq!(value(ExcelCsv, "f1.staff.doctors", "-5"), "'-5");
        assert_eq!(value(SystemCsv, "f1.staff.doctors", "-5"), "'-5");
    }

    #[test]
    fn the_code_of_the_institution_keeps_its_zero() {
        let code = r#""0110112489""#;
        assert_eq!(value(ExcelCsv, "facility.code", code), "番号 0110112489");
        assert_eq!(value(SystemCsv, "facility.code", code), "0110112489");
        assert_eq!(value(ExcelCsv, "facility.code", r#""=1+1""#), "番号 =1+1");
        assert_eq!(value(SystemCsv, "facility.code", r#""=1+1""#), "'=1+1");
    }

    #[test]
    fn a_draft_says_so_in_the_first_cell_and_at_the_end() {
        let clean = csv(ExcelCsv, &[]);
        assert!(!clean.contains("下書き"));
        let table = table(&csv(ExcelCsv, &[("f1.generalist.fte", "")]));
        assert!(table[0][0].starts_with("下書き"));
        assert_eq!(table[1], Row::COLUMNS);
        assert_eq!(table.last().map(|line| line[6].as_str()), Some("下書き"));
    }

    #[test]
    fn no_cell_begins_with_what_a_spreadsheet_might_run() {
        let set = [
            ("facility.name", r#""=cmd|' /C calc'!A0""#),
            ("f2i.own", r#""partnered""#),
            ("f2i.partners", r#"[{"name":"=1","content":"=2"}]"#),
            ("f2ni.facilities", r#""yes""#),
            ("f2ni.facilities.names", r#"["@SUM(1)"]"#),
            ("f1.areas", r#"["1","=1"]"#),
            ("f1.generalist", r#""+1""#),
        ];
        for format in [ExcelCsv, SystemCsv] {
            for line in table(&csv(format, &set)) {
                assert!(line.iter().all(|cell| !might_run(cell)), "{line:?}");
            }
        }
    }
}
