use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use kakari_catalog::Catalog;
use kakari_documents::{TableFormat, Transcription};
use kakari_draft::{Draft, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::csv::{BOM, LABEL, VALUE, lines};
use crate::testing::{draft, today, transcribed};
use crate::write;

const FORMATS: [TableFormat; 4] =
    [TableFormat::Xlsx, TableFormat::ExcelCsv, TableFormat::Cp932Csv, TableFormat::SystemCsv];

#[track_caller]
fn read_into(bytes: &[u8], base: Option<&Draft>) -> Read {
    read(bytes, &ReadOptions { today: today(), base, catalog: None }).expect("a transcription")
}

#[track_caller]
fn refused(bytes: &[u8]) -> Refused {
    read(bytes, &ReadOptions { today: today(), base: None, catalog: None }).expect_err("refused")
}

/// Name and draft of every case.
fn cases() -> Vec<(String, Draft)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let case = Value::read(&fs::read_to_string(&path).expect("a case")).expect("JSON");
            let draft = case.as_object().and_then(|case| case.get("draft")).expect("a draft");
            let text = serde_json::to_string(draft).expect("JSON");
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, Draft::read(&text).expect("a draft"))
        })
        .collect();
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(cases.len() > 50, "only {} cases", cases.len());
    cases
}

/// Whether a file names an edition that can be read.
fn has_edition(draft: &Draft) -> bool {
    draft.edition().is_some_and(|edition| Catalog::builtin(edition).is_some())
}

#[test]
fn a_file_that_nobody_changed_changes_nothing_in_the_draft_it_came_from() {
    for (name, draft) in cases().into_iter().filter(|(_, draft)| has_edition(draft)) {
        let made = transcribed(&draft);
        for format in FORMATS {
            let file = write(&made, format, true).expect("written");
            let read = read_into(&file, Some(&draft));
            if format == TableFormat::Cp932Csv && !crate::unmappable(&made).is_empty() {
                // The marks that stand for what CP932 cannot hold are told.
                assert!(!read.problems.is_empty(), "{name}");
                continue;
            }
            assert!(read.is_merged, "{name} {format:?}");
            assert_eq!(read.draft.to_text(), draft.to_text(), "{name} {format:?}");
            assert_eq!((read.changes, read.problems), (Vec::new(), Vec::new()), "{name} {format:?}");
        }
    }
}

/// What cannot come back from a workbook alone, without the draft it came from, in all of the cases: white space that
/// stands alone, a code of the institution as it was typed, members that a partner lacks, and values of another kind than
/// their item's (the list `["18"]` as one text, the number 1 for an option).
const LOST_ALONE: [(&str, &str); 7] = [
    ("ha-partner-missing", "f2ha.partners"),
    ("ni-facility-without-name", "f2ni.facilities.names"),
    ("unicode-trouble", "f1.diseases.other"),
    ("unicode-trouble", "facility.code"),
    ("unreadable-values", "f1.areas"),
    ("unreadable-values", "f1.posted"),
    ("unreadable-values", "f2ha.care"),
];

#[test]
fn a_workbook_alone_holds_the_whole_draft() {
    let mut lost = BTreeSet::new();
    for (name, draft) in cases().into_iter().filter(|(_, draft)| has_edition(draft)) {
        let file = write(&transcribed(&draft), TableFormat::Xlsx, false).expect("written");
        let read = read_into(&file, None).draft;
        assert!(draft.report().is_none() || read.report() == draft.report(), "{name}");
        let catalog = draft.edition().and_then(Catalog::builtin).expect("an edition");
        for item in catalog.items() {
            if !is_same_answer(draft.get(&item.id), read.get(&item.id)) {
                lost.insert((name.clone(), item.id.clone()));
            }
        }
    }
    let expected: BTreeSet<_> = LOST_ALONE.iter().map(|(name, id)| ((*name).to_owned(), (*id).to_owned())).collect();
    assert_eq!(lost, expected);
}

/// The same but for how numbers are typed and the order of ticks.
fn is_same_answer(one: Option<&Value>, other: Option<&Value>) -> bool {
    let ticks = |value: &Value| -> Option<BTreeSet<String>> {
        value.as_array()?.iter().map(|key| key.as_str().map(ToOwned::to_owned)).collect()
    };
    is_same_value(one, other)
        || one.and_then(ticks).is_some_and(|one| other.and_then(ticks).is_some_and(|other| one == other))
}

// ---- Files that people have filled in.

/// The lines of the clean draft with the rows of an item replaced by one with these cells.
fn filled(id: &str, code: &str, option: &str, value: &str) -> Vec<Vec<String>> {
    let mut table = lines(&transcribed(&draft(&[])), false);
    let at = table.iter().position(|line| line[12] == id).expect("a row");
    let mut line = table[at].clone();
    table.retain(|line| line[12] != id);
    (line[4], line[5], line[6]) = (code.to_owned(), option.to_owned(), value.to_owned());
    table.insert(at, line);
    table
}

fn as_csv(table: &[Vec<String>]) -> Vec<u8> {
    crate::csv::write(table).into_bytes()
}

/// What an item of a file is read as, and what is said about it.
#[track_caller]
fn answer(id: &str, code: &str, option: &str, value: &str) -> (Option<String>, Vec<Trouble>) {
    let read = read_into(&as_csv(&filled(id, code, option, value)), None);
    let value = read.draft.get(id).map(|value| serde_json::to_string(value).expect("JSON"));
    (value, read.problems.into_iter().map(|problem| problem.trouble).collect())
}

#[track_caller]
fn reads(id: &str, [code, option, value]: [&str; 3], expected: &str) {
    assert_eq!(answer(id, code, option, value), (Some(expected.to_owned()), vec![]));
}

#[track_caller]
fn troubles(id: &str, [code, option, value]: [&str; 3], kept: Option<&str>, trouble: Trouble) {
    assert_eq!(answer(id, code, option, value), (kept.map(ToOwned::to_owned), vec![trouble]));
}

#[test]
fn an_option_is_read_by_its_name_or_its_official_code_wherever_it_stands() {
    for cells in [
        ["1", "有り", ""],
        ["", "有り", ""],
        ["1", "", ""],
        ["", "", "有り"],
        ["", "", "1"],
        ["１", " 有り　", ""],
        ["", "", " １ "],
    ] {
        reads("f1.generalist", cells, r#""yes""#);
    }
    reads("f1.areas", ["", "小児領域", ""], r#"["17"]"#);
}

#[test]
fn an_option_that_is_none_is_kept_as_it_was_typed_and_told() {
    let unknown = Trouble::UnknownOption("あり".into());
    troubles("f1.generalist", ["", "あり", ""], Some(r#""あり""#), unknown.clone());
    troubles("f1.areas", ["", "あり", ""], Some(r#"["あり"]"#), unknown);
    troubles("f1.generalist", ["9", "", ""], None, Trouble::UnknownCode("9".into()));
}

#[test]
fn a_key_of_the_draft_file_is_no_name_and_is_not_taken_for_one() {
    troubles("f1.generalist", ["", "yes", ""], None, Trouble::UnknownCode("yes".into()));
}

#[test]
fn a_code_that_is_not_official_is_not_read() {
    troubles("f1.areas", ["17", "", ""], None, Trouble::ProvisionalCode("17".into()));
    troubles("f1.function", ["", "", "1"], None, Trouble::ProvisionalCode("1".into()));
}

#[test]
fn code_and_name_of_two_options_are_not_settled_for_the_person() {
    let (value, problems) = answer("f1.generalist", "0", "有り", "");
    assert_eq!(value, None);
    assert!(matches!(problems.as_slice(), [Trouble::TwoOptions { .. }]), "{problems:?}");
}

#[test]
fn a_number_is_read_with_the_habits_of_spreadsheets() {
    for typed in ["12", "12.0", "１２", " 12 ", "12人"] {
        reads("f1.staff.doctors", ["", "", typed], "12");
    }
    reads("f1.generalist.fte", ["", "", "１．５"], "1.5");
    troubles("f1.staff.doctors", ["", "", "約2"], Some(r#""約2""#), Trouble::NotANumber("約2".into()));
    troubles("f1.staff.doctors", ["2", "", ""], None, Trouble::NumberElsewhere);
}

#[test]
fn an_empty_row_is_no_answer() {
    assert_eq!(answer("f1.generalist", "", "", ""), (None, vec![]));
    assert_eq!(answer("f1.staff.doctors", "", "", " 　"), (None, vec![]));
}

#[test]
fn two_rows_where_one_answer_is_asked_are_not_settled_for_the_person() {
    let mut table = filled("f1.generalist", "", "有り", "");
    let at = table.iter().position(|line| line[12] == "f1.generalist").expect("a row");
    let mut second = table[at].clone();
    second[5] = "無し".into();
    table.insert(at + 1, second);
    let read = read_into(&as_csv(&table), None);
    assert_eq!(read.draft.get("f1.generalist"), None);
    assert_eq!(read.problems.len(), 1);
    assert_eq!(
        (&read.problems[0].trouble, read.problems[0].cell.map(|cell| cell.0)),
        (&Trouble::SecondRow, Some(u32::try_from(at + 1).expect("a row")))
    );
}

#[test]
fn rows_and_columns_may_be_moved_added_and_left_empty() {
    let clean = draft(&[]);
    let mut table = lines(&transcribed(&clean), false);
    let body = table.len() - 8;
    table[1..body].reverse();
    table.insert(3, vec![String::new(); 13]);
    table.insert(0, vec!["院長へ: 色の付いたところを書いてください".into()]);
    for line in &mut table {
        line.reverse();
        line.insert(0, "メモ".into());
    }
    let answers = |draft: &Draft| {
        let rows = transcribed(draft).rows.into_iter();
        rows.map(|row| (row.id, row.code, row.option, row.value)).collect::<Vec<_>>()
    };
    assert_eq!(answers(&clean), answers(&read_into(&as_csv(&table), None).draft));
}

#[test]
fn a_row_without_an_item_is_told_and_a_remark_beside_the_table_is_not() {
    let mut table = filled("f1.generalist", "", "有り", "");
    let blank = || vec![String::new(); 13];
    let (mut unnamed, mut unknown, mut remark) = (blank(), blank(), blank());
    unnamed[6] = "3".into();
    (unknown[6], unknown[12]) = ("3".into(), "f9.x".into());
    remark[2] = "ここは院長に聞く".into();
    table.splice(5..5, [unnamed, unknown, remark]);
    let problems = read_into(&as_csv(&table), None).problems;
    let brief: Vec<_> = problems.iter().map(|problem| (problem.place(), problem.trouble.clone())).collect();
    assert_eq!(
        brief,
        [
            ("6行目の7列目(G列)".to_owned(), Trouble::NoId),
            ("7行目の13列目(M列)".to_owned(), Trouble::UnknownId("f9.x".into()))
        ]
    );
}

#[test]
fn the_file_of_the_same_institution_goes_into_the_open_draft_and_what_it_does_not_hold_stays() {
    let open = draft(&[("f1.remarks", r#""書きかけ""#), ("facility.manager", r#""例示 花子""#)]);
    let mut table = filled("f1.generalist", "", "無し", "");
    table.retain(|line| !["f1.remarks", "f1.staff.doctors"].contains(&line[12].as_str()));
    let emptied = table.iter_mut().find(|line| line[12] == "f1.medication").expect("a row");
    (emptied[4], emptied[5]) = (String::new(), String::new());
    let read = read_into(&as_csv(&table), Some(&open));
    assert!(read.is_merged);
    let value = |id: &str| read.draft.get(id);
    assert_eq!(value("f1.remarks").and_then(Value::as_str), Some("書きかけ"));
    assert_eq!(value("facility.manager").and_then(Value::as_str), Some("例示 花子"));
    assert_eq!(value("f1.generalist").and_then(Value::as_str), Some("no"));
    assert_eq!((value("f1.medication"), value("f1.staff.doctors")), (None, open.get("f1.staff.doctors")));
    let changes: Vec<_> = read.changes.iter().map(|(_, change)| *change).collect();
    assert_eq!(changes, [Change::Other, Change::Gone]);
}

#[test]
fn the_file_of_another_institution_or_edition_is_a_new_draft() {
    let file = write(&transcribed(&draft(&[])), TableFormat::Xlsx, false).expect("written");
    let mut other = draft(&[("facility.code", r#""0110112497""#)]);
    assert!(!read_into(&file, Some(&other)).is_merged);
    other = draft(&[]);
    other.set_edition("R8");
    let read = read_into(&file, Some(&other));
    assert_eq!((read.is_merged, read.draft.edition(), read.changes.len()), (false, Some("R7"), 0));
}

#[test]
fn a_file_that_does_not_say_its_edition_is_read_as_that_of_the_day_and_says_so() {
    let mut table = filled("f1.generalist", "", "有り", "");
    table.retain(|line| line[0] != Transcription::ABOUT);
    let read = read_into(&as_csv(&table), None);
    assert_eq!((read.draft.edition(), read.problems.len()), (Some("R7"), 1));
    assert_eq!(read.problems[0].trouble, Trouble::NoEdition(read.edition.clone()));
    for line in &mut table {
        if line[12] == "項目ID" {
            line[VALUE] = "記入値".into();
        }
    }
    let mut about = vec![String::new(); 13];
    (about[0], about[LABEL], about[VALUE]) = (Transcription::ABOUT.into(), "版".into(), "令和99年度報告(R99)".into());
    table.push(about);
    assert_eq!(refused(&as_csv(&table)), Refused::UnknownEdition("R99".into()));
}

#[test]
fn text_is_read_in_every_encoding_that_excel_writes() {
    let table = filled("f1.remarks", "", "", "髙﨑");
    let text = String::from_utf8(as_csv(&table)).expect("UTF-8");
    let cp932 = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    let tabs = text.replace(',', "\t");
    let cp932_tabs = encoding_rs::SHIFT_JIS.encode(&tabs).0.into_owned();
    // 「Unicode テキスト」
    let utf16 = [BOM, &tabs].concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_be = [BOM, &text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect();
    let carriage_returns = text.replace("\r\n", "\r").into_bytes();
    for bytes in [
        text.clone().into_bytes(),
        [BOM, &text].concat().into_bytes(),
        cp932,
        tabs.into_bytes(),
        cp932_tabs,
        utf16,
        utf16_be,
        carriage_returns,
    ] {
        let read = read_into(&bytes, None);
        assert_eq!(read.draft.get("f1.remarks").and_then(Value::as_str), Some("髙﨑"));
        assert_eq!(read.problems, []);
    }
}

/// The workbook of the clean draft, written over by a person.
fn by_hand(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("1号機能").expect("a name");
    for (column, heading) in [(0, "項目ID"), (1, "項目名"), (2, "選択肢名"), (6, "記入値")] {
        sheet.write_string(4, column, heading).expect("written");
    }
    fill(sheet);
    workbook.save_to_buffer().expect("a workbook")
}

/// What a cell 記入値 of a workbook is read as.
fn cell(id: &str, fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> (Option<String>, Vec<(String, Trouble)>) {
    let workbook = by_hand(|sheet| {
        sheet.write_string(5, 0, id).expect("written");
        fill(sheet);
    });
    let read = read_into(&workbook, None);
    let value = read.draft.get(id).map(|value| serde_json::to_string(value).expect("JSON"));
    // That the edition is not named is beside the point here.
    (value, read.problems.iter().skip(1).map(|problem| (problem.place(), problem.trouble.clone())).collect())
}

#[test]
fn cells_of_a_workbook_are_read_by_what_they_hold() {
    let at = || "シート 1号機能 のセル G6".to_owned();
    let number = |number: f64| {
        move |sheet: &mut rust_xlsxwriter::Worksheet| {
            sheet.write_number(5, 6, number).expect("written");
        }
    };
    let day = |sheet: &mut rust_xlsxwriter::Worksheet| {
        let day = ExcelDateTime::from_ymd(2026, 1, 2).expect("a day");
        sheet.write_datetime_with_format(5, 6, &day, &Format::new().set_num_format("m月d日")).expect("written");
    };
    assert_eq!(cell("f1.staff.doctors", number(3.0)), (Some("3".into()), vec![]));
    assert_eq!(cell("f1.generalist.fte", number(0.1 + 0.2)), (Some("0.3".into()), vec![]));
    assert_eq!(cell("f1.generalist", number(1.0)), (Some(r#""yes""#.into()), vec![]));
    assert_eq!(cell("f1.remarks", number(24.0)), (Some(r#""24""#.into()), vec![]));
    assert_eq!(cell("facility.opened_on", day), (Some(r#""2026-01-02""#.into()), vec![]));
    let became = || vec![(at(), Trouble::BecameDay("2026-01-02".into()))];
    assert_eq!(cell("f1.remarks", day), (None, became()));
    assert_eq!(cell("f1.staff.doctors", day), (None, became()));
    assert_eq!(
        cell("facility.code", number(110_112_489.0)),
        (Some(r#""0110112489""#.into()), vec![(at(), Trouble::RestoredZero("0110112489".into()))])
    );
    assert_eq!(
        cell("facility.code", number(110_112_488.0)),
        (Some(r#""110112488""#.into()), vec![(at(), Trouble::LostZero("110112488".into()))])
    );
    assert_eq!(
        cell("facility.electronic_claims", |sheet| {
            sheet.write_boolean(5, 6, false).expect("written");
        }),
        (Some("false".into()), vec![])
    );
    let formula = |result: &'static str| {
        move |sheet: &mut rust_xlsxwriter::Worksheet| {
            sheet.write_formula(5, 6, rust_xlsxwriter::Formula::new("=1+1").set_result(result)).expect("written");
        }
    };
    assert_eq!(cell("f1.staff.doctors", formula("2")), (Some("2".into()), vec![]));
    assert_eq!(
        cell("f1.staff.doctors", formula("#N/A")),
        (None, vec![(at(), Trouble::SpreadsheetError("#N/A".into()))])
    );
}

#[test]
fn every_trouble_says_what_is_wrong_and_what_to_do() {
    let text = || "x".to_owned();
    let all = [
        Trouble::NoEdition(text()),
        Trouble::NoId,
        Trouble::UnknownId(text()),
        Trouble::NotANumber(text()),
        Trouble::NumberElsewhere,
        Trouble::TextElsewhere,
        Trouble::BecameDay(text()),
        Trouble::SpreadsheetError(text()),
        Trouble::ErrorOutside(text(), 1),
        Trouble::ErrorOutside(text(), 2),
        Trouble::HiddenSheet,
        Trouble::BrokenSheet,
        Trouble::Copied { of: text(), differing: vec![], is_settled: true },
        Trouble::Copied { of: text(), differing: vec![text()], is_settled: true },
        Trouble::Copied { of: text(), differing: vec![text(); 9], is_settled: false },
        Trouble::Struck(text()),
        Trouble::PartlyStruck { struck: text(), left: text() },
        Trouble::Merged,
        Trouble::PerhapsLost(text()),
        Trouble::Serial { number: text(), day: text() },
        Trouble::RestoredZero(text()),
        Trouble::NoResult,
        Trouble::UnknownOption(text()),
        Trouble::UnknownCode(text()),
        Trouble::ProvisionalCode(text()),
        Trouble::TwoOptions { code: text(), of_code: text(), named: text() },
        Trouble::SecondRow,
        Trouble::NotADay(text()),
        Trouble::NotAFlag(text()),
        Trouble::LostZero(text()),
        Trouble::NameAlone(text()),
    ];
    for trouble in all {
        assert!(trouble.message().ends_with('。') && trouble.fix().ends_with('。'), "{trouble:?}");
    }
}

// ---- Files that are none.

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A workbook with one sheet of this content between `<sheetData>` and `</sheetData>`.
fn workbook_of(rows: &str) -> Vec<u8> {
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let relations = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="{id}" Type="{RELATION}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relations("rId1", "officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations("rId1", "worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn what_is_no_table_is_refused_with_what_it_is() {
    let text = |text: &str| text.as_bytes().to_vec();
    let encrypted: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let utf16: Vec<u8> = "\u{feff}項目ID,記入値".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let workbook = write(&transcribed(&draft(&[])), TableFormat::Xlsx, false).expect("written");
    for (bytes, expected) in [
        (vec![], Refused::Empty),
        (text(" \r\n\r\n"), Refused::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), Refused::NotATable),
        (text("<html>項目ID</html>"), Refused::NoHeader),
        (text("氏名,住所\r\n甲,乙\r\n"), Refused::NoHeader),
        (text("記入値,項目ID\r\n"), Refused::NothingFilled),
        (utf16, Refused::NothingFilled),
        (b"\xff\x80\xa0\xfd,\x81".to_vec(), Refused::UnknownEncoding),
        (encrypted.clone(), Refused::Encrypted),
        (encrypted[..8].to_vec(), Refused::OldWorkbook),
        (zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), Refused::OpenDocument),
        (zip(&[("readme.txt", b"x")]), Refused::NotATable),
        (zip(&[("[Content_Types].xml", b"<Types/>")]), Refused::Damaged),
        (workbook[..workbook.len() / 2].to_vec(), Refused::Damaged),
        (workbook_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), Refused::NoHeader),
        (vec![b','; MOST_BYTES + 1], Refused::TooLarge),
    ] {
        let refused = refused(&bytes);
        assert_eq!(refused, expected);
        assert!(refused.to_string().ends_with('。') && refused.fix().ends_with('。'), "{refused:?}");
    }
}

#[test]
fn fifty_megabytes_are_refused_unread() {
    assert_eq!(refused(&vec![b'x'; 50_000_000]), Refused::TooLarge);
    assert_eq!(refused(&[&b"PK\x03\x04"[..], &vec![0; 50_000_000]].concat()), Refused::TooLarge);
}

#[test]
fn ten_million_empty_rows_are_refused_by_what_the_archive_says() {
    let bytes = workbook_of(&"<row/>".repeat(10_000_000));
    assert!(bytes.len() < MOST_BYTES);
    assert_eq!(refused(&bytes), Refused::TooMuch);
}

#[test]
fn an_archive_that_says_less_than_it_holds_is_not_unpacked_beyond_the_limit() {
    let mut bytes = workbook_of(&" ".repeat(60_000_000));
    let size = 60_000_000_u32;
    let around = (size..size + 200).find(|size| find(&bytes, &size.to_le_bytes()).len() == 2).expect("its size, twice");
    for at in find(&bytes, &around.to_le_bytes()) {
        bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    assert!(matches!(refused(&bytes), Refused::TooMuch | Refused::Damaged));
}

fn find(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    bytes.windows(wanted.len()).enumerate().filter(|(_, own)| *own == wanted).map(|(at, _)| at).collect()
}

#[test]
fn too_many_cells_and_rows_are_refused_before_they_are_kept() {
    let cell = "<c r=\"A1\"/>";
    let rows = format!("<row r=\"1\">{}</row>", cell.repeat(600_000));
    assert_eq!(refused(&workbook_of(&rows)), Refused::TooMuch);
    assert_eq!(refused("1,\r\n".repeat(30_000).as_bytes()), Refused::TooMuch);
    assert_eq!(refused(",".repeat(600_000).as_bytes()), Refused::TooMuch);
}

#[test]
fn empty_rows_within_the_limits_are_only_empty() {
    assert_eq!(refused(&workbook_of(&"<row/>".repeat(1_000_000))), Refused::NoHeader);
}

#[test]
fn entities_of_the_file_s_own_are_not_expanded() {
    let mut bomb = String::from("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">");
    for (one, other) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let ten = format!("&{one};").repeat(10);
        bomb.extend(["<!ENTITY ", &other.to_string(), " \"", &ten, "\">"]);
    }
    bomb += "]><worksheet><sheetData><row><c t=\"str\"><v>&i;</v></c></row></sheetData></worksheet>";
    let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", bomb.as_bytes())]);
    assert!(matches!(refused(&bytes), Refused::Damaged | Refused::NoHeader));
}

#[test]
fn no_damage_to_a_file_makes_the_reader_panic() {
    // A small generator of its own: the same bytes on every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).expect("fits")).expect("fits")
    };
    for format in FORMATS {
        let clean = write(&transcribed(&draft(&[])), format, true).expect("written");
        for _ in 0..150 {
            let mut bytes = clean.clone();
            for _ in 0..=next(8) {
                let at = next(bytes.len());
                bytes[at] = u8::try_from(next(256)).expect("a byte");
            }
            bytes.truncate(bytes.len() - next(3) * next(100));
            let _ = read(&bytes, &ReadOptions { today: today(), base: None, catalog: None });
        }
    }
    // The same within the parts of a workbook, which the archive's checksums would otherwise keep.
    let sheet = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>項目ID</t></is></c><c r=\"B1\" t=\"str\"><v>記入値</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>f1.posted</v></c><c r=\"B2\" s=\"1\" t=\"n\"><f>SUM(A1:B2)</f><v>1</v></c></row>";
    for _ in 0..300 {
        let mut bytes = sheet.as_bytes().to_vec();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            bytes[at] = b"<>/=\"&;0193AZaz rcsv\xff"[next(21)];
        }
        let _ = read(
            &workbook_of(&String::from_utf8_lossy(&bytes)),
            &ReadOptions { today: today(), base: None, catalog: None },
        );
    }
}
