//! CP932 (Windows-31J), which older systems read: what it cannot hold is listed before anything is written.

use encoding_rs::SHIFT_JIS;
use kakari_documents::{Row, Transcription};

use crate::csv;

/// What stands where a character could not be written.
pub const MARK: char = '〓';

/// A cell with characters that CP932 cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmappable {
    /// 項目名
    pub item: String,
    /// 項目ID; empty for what the table says about itself.
    pub id: String,
    /// Which row of the item, from 1: partners and names have several.
    pub row: usize,
    /// 列の名前
    pub column: &'static str,
    /// The characters, each once, in the order of the text.
    pub characters: Vec<char>,
}

/// The characters of a transcription that CP932 cannot hold, by cell. Empty where all can be written.
pub fn unmappable(transcription: &Transcription) -> Vec<Unmappable> {
    let mut found = Vec::new();
    let mut look = |item: &str, id: &str, row: usize, column: &'static str, text: &str| {
        let mut characters = Vec::new();
        for character in text.chars().filter(|character| !holds(*character)) {
            if !characters.contains(&character) {
                characters.push(character);
            }
        }
        if !characters.is_empty() {
            found.push(Unmappable { item: item.to_owned(), id: id.to_owned(), row, column, characters });
        }
    };
    let mut last: (&str, usize) = ("", 0);
    for row in transcription.head.iter().chain(&transcription.rows) {
        last = (&row.id, if last.0 == row.id { last.1 + 1 } else { 1 });
        for (cell, column) in row.cells().iter().zip(Row::COLUMNS) {
            look(&row.label, &row.id, last.1, column, cell.as_str());
        }
    }
    // A catalogue from a file can say anything about itself.
    for (label, value) in transcription.about() {
        look(label, "", 1, Row::COLUMNS[csv::VALUE], &value);
    }
    found
}

/// The file in CP932. What it cannot hold becomes [`MARK`].
pub fn write(transcription: &Transcription) -> Vec<u8> {
    let text = csv::write(&csv::lines(transcription, true));
    let text: String = text.chars().map(|character| if holds(character) { twin(character) } else { MARK }).collect();
    SHIFT_JIS.encode(&text).0.into_owned()
}

/// Windows takes these for their twins; the reader sees the same sign.
pub fn twin(character: char) -> char {
    match character {
        '\u{a2}' => '￠',
        '\u{a3}' => '￡',
        '\u{ac}' => '￢',
        '\u{2016}' => '∥',
        '\u{2212}' => '－',
        '\u{301c}' => '～',
        other => other,
    }
}

/// Whether CP932 holds the character, as rule KF09 says. The codec of the web, which writes the file, takes ¥ and ‾ for
/// `\` and `~`, which are other characters elsewhere; they count as not held.
pub fn holds(character: char) -> bool {
    let mut bytes = [0; 4];
    let text = twin(character).encode_utf8(&mut bytes);
    !matches!(character, '\u{a5}' | '\u{203e}') && !SHIFT_JIS.encode(text).2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::transcription;
    use crate::{Unwritten, write as write_file};
    use kakari_catalog::Catalog;
    use kakari_documents::TableFormat::Cp932Csv;
    use kakari_rules::{Options, check};

    fn text(bytes: &[u8]) -> String {
        let (text, _, is_broken) = SHIFT_JIS.decode(bytes);
        assert!(!is_broken);
        text.into_owned()
    }

    #[test]
    fn a_clean_draft_is_written_without_loss() {
        let made = transcription(&[]);
        assert_eq!(unmappable(&made), []);
        let bytes = write_file(&made, Cp932Csv, false).expect("written");
        let expected: String = csv::write(&csv::lines(&made, true)).chars().map(twin).collect();
        assert!(text(&bytes) == expected);
        assert!(!bytes.starts_with(b"\xef\xbb\xbf"));
    }

    #[test]
    fn every_name_in_the_catalogue_can_be_written() {
        for edition in Catalog::builtin_editions() {
            let catalog = Catalog::builtin(edition).expect("an edition");
            for item in catalog.items() {
                let names = catalog.options(item).iter().map(|option| option.label.as_str());
                for name in names.chain([item.label.as_str(), item.unit.as_deref().unwrap_or_default()]) {
                    assert!(name.chars().all(holds), "{name}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_written_is_listed_with_item_and_place_and_nothing_is_written() {
        let partners = r#"[{"name":"甲病院","content":""},{"name":"𠮷田醫院𠮷","content":"é"}]"#;
        let made = transcription(&[("facility.name", r#""例示😀""#), ("f2i.partners", partners)]);
        let Err(Unwritten::Unmappable(found)) = write_file(&made, Cp932Csv, false) else { panic!("written") };
        let brief: Vec<_> = found.iter().map(|cell| (cell.id.as_str(), cell.row, cell.column)).collect();
        assert_eq!(brief, [("facility.name", 1, "記入値"), ("f2i.partners", 2, "記入値")]);
        assert_eq!(found[1].characters, ['𠮷', 'é']);
        assert!(!found[1].item.is_empty());
    }

    #[test]
    fn with_the_persons_agreement_a_visible_mark_stands_in() {
        let made = transcription(&[("facility.name", r#""𠮷田醫院""#)]);
        let written = text(&write_file(&made, Cp932Csv, true).expect("written"));
        assert!(written.contains("〓田醫院") && !written.contains("&#"), "{written}");
    }

    #[test]
    fn signs_with_a_twin_are_held_and_written_as_it() {
        let made = transcription(&[("f1.remarks", r#""9〜17時−髙﨑①㈱～""#)]);
        assert_eq!(unmappable(&made), []);
        assert!(text(&write(&made)).contains("9～17時－髙﨑①㈱～"));
    }

    #[test]
    fn what_is_held_is_what_the_check_of_the_draft_says() {
        // KF09 leaves control characters and private use to KF08.
        for character in "aｱ亜①㈱髙﨑〜～−－纊黑仡￢¢£¬‖𠮷𩸽é€ßüⅻ㊗㉑剝¥‾\u{3099}\u{a0}〰".chars()
        {
            let json = format!("\"あ{character}\"");
            let draft = crate::testing::draft(&[("f1.remarks", &json)]);
            let catalog = Catalog::builtin("R7").expect("an edition");
            let report = check(&draft, &catalog, &Options { today: crate::testing::today(), deadline: None });
            let is_found = report.findings.iter().any(|finding| finding.code() == "KF09");
            assert_eq!(holds(character), !is_found, "{character}");
        }
    }
}
