//! The transcription as CSV.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, and turns text that looks like a number or a day into
//! one. Two guards, both visible rather than clever:
//!
//! - Text that a spreadsheet might run gets an apostrophe in front, the sign that spreadsheets themselves use for "text".
//!   White space and full-width signs before the first character count, since some spreadsheets drop or fold them.
//! - In the file for Excel, text that Excel would read as a number or a day (`1-2`, `2026/1/1`, `1E5`) gets the same
//!   apostrophe. The code of the institution is written as 「番号 0110112489」: it keeps its zero in every version of
//!   Excel, reads naturally, and a double click on the digits selects just them. The usual trick `="0110112489"` is a
//!   formula, which is exactly what this file promises not to hold.
//!
//! Numbers stay numbers.

use kakari_catalog::Id;

use super::{Cell, Row, Transcription};
use crate::stamp::western_day;

/// Who reads the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvFor {
    /// 「Excelで開く」: UTF-8 with a byte order mark, so that Excel on Windows does not take it for Shift_JIS.
    #[default]
    Excel,
    /// 「システム連携」: UTF-8 without one (RFC 4180).
    System,
}

const BOM: &[u8] = b"\xef\xbb\xbf";
const ABOUT: &str = "この表について";

pub(super) fn write(transcription: &Transcription, reader: CsvFor) -> Vec<u8> {
    let mut csv = Csv::new(reader);
    if reader == CsvFor::Excel {
        csv.out.extend_from_slice(BOM);
    }
    let stamp = &transcription.stamp;
    if stamp.is_draft {
        let words = "下書き(エラーが残っています。このまま G-MIS に入力しないでください)";
        csv.line(&cells([(0, Cell::text(words))]));
    }
    csv.line(&Row::COLUMNS.map(Cell::text));
    for row in transcription.head.iter().chain(&transcription.rows) {
        csv.line(&row_cells(row, reader));
    }
    let about =
        |label: &str, value: String| cells([(0, Cell::text(ABOUT)), (3, Cell::text(label)), (6, Cell::Text(value))]);
    csv.line(&about("版", stamp.edition.clone()));
    if let Some(note) = &stamp.provisional {
        csv.line(&about("版についての注意(暫定)", note.clone()));
    }
    csv.line(&about("台帳", stamp.catalog.clone()));
    csv.line(&about("点検規則", stamp.rules.to_owned()));
    csv.line(&about("作成したツール", stamp.tool.to_owned()));
    csv.line(&about("作成日", western_day(stamp.made_on)));
    csv.line(&about("状態", if stamp.is_draft { "下書き" } else { "エラーなし" }.to_owned()));
    csv.out
}

type Cells = [Cell; Row::COLUMNS.len()];

/// A line with some cells filled.
fn cells<const N: usize>(filled: [(usize, Cell); N]) -> Cells {
    let mut cells = Cells::default();
    for (column, cell) in filled {
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
    }
    cells
}

fn row_cells(row: &Row, reader: CsvFor) -> Cells {
    let value = match &row.value {
        Cell::Text(code) if reader == CsvFor::Excel && row.id == Id::FacilityCode.as_str() => {
            Cell::Text(format!("番号 {code}"))
        }
        other => other.clone(),
    };
    // The number of an item is a label, but a small whole number keeps its look in every spreadsheet.
    let number = if row.number.is_empty() { Cell::Empty } else { Cell::Number(row.number.clone()) };
    [
        Cell::text(&row.function),
        number,
        Cell::text(&row.group),
        Cell::text(&row.label),
        row.code.clone(),
        Cell::text(&row.option),
        value,
        Cell::text(&row.unit),
        Cell::text(&row.period),
        Cell::text(&row.basis),
        Cell::text(row.certainty()),
        Cell::text(&row.findings),
        Cell::text(&row.id),
    ]
}

/// Writes RFC 4180. By hand, since the writers at hand bring a reader of decimal fractions along that is larger than the
/// rest of this crate in the browser.
struct Csv {
    out: Vec<u8>,
    reader: CsvFor,
}

impl Csv {
    fn new(reader: CsvFor) -> Self {
        Self { out: Vec::new(), reader }
    }

    fn line(&mut self, cells: &Cells) {
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.out.push(b',');
            }
            let text = self.guarded(cell);
            if text.contains(['"', ',', '\r', '\n']) {
                self.out.push(b'"');
                self.out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
                self.out.push(b'"');
            } else {
                self.out.extend_from_slice(text.as_bytes());
            }
        }
        self.out.extend_from_slice(b"\r\n");
    }

    fn guarded(&self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            // A number that was typed wrong ("-5", "1e400") is shown as text.
            Cell::Number(number) if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => number.clone(),
            Cell::Number(text) | Cell::Text(text) => {
                let guard = might_run(text) || (self.reader == CsvFor::Excel && looks_like_a_value(text));
                if guard { format!("'{text}") } else { text.clone() }
            }
        }
    }
}

/// Whether a spreadsheet might take the text for a formula.
fn might_run(text: &str) -> bool {
    const SIGNS: &[char] =
        &['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}', '\u{fe63}', '\u{fe62}', '\u{ff0d}'];
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let invisible = |character: char| {
        character.is_whitespace() || character.is_control() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    text.trim_start_matches(invisible).starts_with(SIGNS)
}

/// Whether Excel might take the text for a number, a day, a time or a truth value.
fn looks_like_a_value(text: &str) -> bool {
    // Full-width digits and signs are folded by Japanese versions of Excel.
    let folded: String = text
        .chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect();
    let folded = folded.trim();
    if folded.eq_ignore_ascii_case("true") || folded.eq_ignore_ascii_case("false") {
        return true;
    }
    let value = |character: char| {
        character.is_ascii_digit()
            || matches!(character, ' ' | '.' | ',' | '/' | ':' | '-' | '+' | '%' | '$' | '¥' | '(' | ')' | 'e' | 'E')
            || matches!(character, '年' | '月' | '日' | '時' | '分' | '秒')
    };
    folded.contains(|character: char| character.is_ascii_digit()) && folded.chars().all(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TranscriptionOptions;
    use crate::testing::{checked, today};

    fn csv(reader: CsvFor, set: &[(&str, &str)]) -> String {
        let (draft, catalog, report) = checked(set);
        let options = TranscriptionOptions { made_on: today(), allow_draft: true };
        let made = Transcription::new(&draft, &catalog, &report, &options).expect("a draft is allowed");
        String::from_utf8(made.csv(reader)).expect("UTF-8")
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

    fn value(reader: CsvFor, id: &str, json: &str) -> String {
        let table = table(&csv(reader, &[(id, json)]));
        table.iter().find(|line| line[12] == id).map(|line| line[6].clone()).expect("a row")
    }

    #[test]
    fn every_line_has_every_column() {
        for reader in [CsvFor::Excel, CsvFor::System] {
            for set in [&[][..], &[("f1.generalist.fte", "")][..]] {
                let table = table(&csv(reader, set));
                assert!(table.iter().all(|line| line.len() == Row::COLUMNS.len()));
            }
        }
    }

    #[test]
    fn only_the_file_for_excel_has_a_byte_order_mark() {
        assert!(csv(CsvFor::Excel, &[]).starts_with('\u{feff}'));
        assert!(csv(CsvFor::System, &[]).starts_with("機能,項番,"));
    }

    #[test]
    fn quotes_commas_and_line_breaks_survive() {
        let text = "痛風, \"関節\"\n膠原病";
        let json = serde_json::to_string(text).expect("JSON");
        assert_eq!(value(CsvFor::System, "f1.remarks", &json), text);
        let long = "漢字, ".repeat(500);
        let json = serde_json::to_string(&long).expect("JSON");
        assert_eq!(value(CsvFor::System, "f1.remarks", &json), long);
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
            for reader in [CsvFor::Excel, CsvFor::System] {
                assert_eq!(value(reader, "f1.remarks", &json), format!("'{text}"), "{text:?}");
            }
        }
    }

    #[test]
    fn text_that_begins_otherwise_is_left_alone() {
        for text in ["痛風", "a=1", "ー般", "第1・第3土曜", "1か月", "・糖尿病", "24時間対応", "(注)"]
        {
            let json = serde_json::to_string(text).expect("JSON");
            assert_eq!(value(CsvFor::Excel, "f1.remarks", &json), text);
        }
    }

    #[test]
    fn text_that_excel_would_turn_into_a_value_stays_text_in_the_file_for_excel() {
        for text in ["1-2", "2026/1/1", "1E5", "0120", "１２", "12:30", "1月2日", "TRUE", "(5)"] {
            let json = serde_json::to_string(text).expect("JSON");
            assert_eq!(value(CsvFor::Excel, "f1.remarks", &json), format!("'{text}"));
            assert_eq!(value(CsvFor::System, "f1.remarks", &json), text);
        }
    }

    #[test]
    fn numbers_stay_numbers_and_wrong_ones_become_text() {
        assert_eq!(value(CsvFor::Excel, "f1.staff.doctors", "12"), "12");
        assert_eq!(value(CsvFor::Excel, "f1.generalist.fte", "0.5"), "0.5");
        assert_eq!(value(CsvFor::Excel, "f1.staff.doctors", "-5"), "'-5");
        assert_eq!(value(CsvFor::System, "f1.staff.doctors", "-5"), "'-5");
    }

    #[test]
    fn the_code_of_the_institution_keeps_its_zero() {
        let code = r#""0110112489""#;
        assert_eq!(value(CsvFor::Excel, "facility.code", code), "番号 0110112489");
        assert_eq!(value(CsvFor::System, "facility.code", code), "0110112489");
        assert_eq!(value(CsvFor::Excel, "facility.code", r#""=1+1""#), "番号 =1+1");
        assert_eq!(value(CsvFor::System, "facility.code", r#""=1+1""#), "'=1+1");
    }

    #[test]
    fn a_draft_says_so_in_the_first_cell_and_at_the_end() {
        let clean = csv(CsvFor::Excel, &[]);
        assert!(!clean.contains("下書き"));
        let table = table(&csv(CsvFor::Excel, &[("f1.generalist.fte", "")]));
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
        for reader in [CsvFor::Excel, CsvFor::System] {
            for line in table(&csv(reader, &set)) {
                assert!(line.iter().all(|cell| !might_run(cell)), "{line:?}");
            }
        }
    }
}
