//! Files as people have them: corrected in ink, copied, saved by other programs. Each is the like of one that other
//! software was reported to read wrong.

use std::io::{Cursor, Write as _};

use kakari_documents::TableFormat;
use kakari_draft::{Draft, Value};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::testing::{draft, today, transcribed};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook that is put together from its XML. Columns: A 項目ID, B 項目名, C 選択肢コード, D 選択肢名, E 記入値.
#[derive(Default)]
struct Book {
    /// Name, state, and what stands in the part.
    sheets: Vec<(String, &'static str, String)>,
    strings: Option<String>,
    styles: Option<String>,
    settings: &'static str,
}

const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>項目ID</t></is></c><c r="B1" t="str"><v>項目名</v></c><c r="C1" t="str"><v>選択肢コード</v></c><c r="D1" t="str"><v>選択肢名</v></c><c r="E1" t="str"><v>記入値</v></c></row>"#;
const ABOUT: &str = r#"<row r="90"><c r="A90" t="str"><v>この表について</v></c><c r="B90" t="str"><v>版</v></c><c r="E90" t="str"><v>令和7年度報告(R7)</v></c></row>"#;

impl Book {
    /// A book with one sheet of these rows; see [`row`].
    fn of(rows: &[String]) -> Self {
        Self::default().sheet("1号機能", "", rows)
    }

    fn sheet(mut self, name: &str, state: &'static str, rows: &[String]) -> Self {
        let content = format!("<sheetData>{HEAD}{}{ABOUT}</sheetData>", rows.concat());
        self.sheets.push((name.to_owned(), state, content));
        self
    }

    fn strings(mut self, items: &str) -> Self {
        self.strings = Some(format!(r#"<sst xmlns="{MAIN}">{items}</sst>"#));
        self
    }

    /// Look 1 is struck out, 2 a percentage, 3 a day, 4 a time.
    fn styles(mut self) -> Self {
        self.styles = Some(format!(
            r#"<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="9" fontId="0"/><xf numFmtId="176" fontId="0"/><xf numFmtId="20" fontId="0"/></cellXfs></styleSheet>"#
        ));
        self
    }

    fn parts(&self) -> Vec<(String, String)> {
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let relation = |id: usize, kind: &str, target: &str| {
            format!(r#"<Relationship Id="rId{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
        };
        let (mut sheets, mut relations) = (String::new(), String::new());
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
            (
                "_rels/.rels".to_owned(),
                format!(
                    r#"<Relationships xmlns="{package}">{}</Relationships>"#,
                    relation(1, "officeDocument", "xl/workbook.xml")
                ),
            ),
        ];
        for (number, (name, state, content)) in (1..).zip(&self.sheets) {
            let sheet = format!(r#"<sheet name="{name}" sheetId="{number}" {state} r:id="rId{number}"/>"#);
            sheets.push_str(&sheet);
            // Both ways of naming a part.
            let target = if number % 2 == 1 {
                format!("worksheets/s{number}.xml")
            } else {
                format!("/xl/worksheets/s{number}.xml")
            };
            relations += &relation(number, "worksheet", &target);
            parts.push((
                format!("xl/worksheets/s{number}.xml"),
                format!(r#"<worksheet xmlns="{MAIN}">{content}</worksheet>"#),
            ));
        }
        for (number, kind, content) in [(98, "sharedStrings", &self.strings), (99, "styles", &self.styles)] {
            if let Some(content) = content {
                relations += &relation(number, kind, &format!("{kind}.xml"));
                parts.push((format!("xl/{kind}.xml"), content.clone()));
            }
        }
        let settings = self.settings;
        parts.push((
            "xl/workbook.xml".to_owned(),
            format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr {settings}/><sheets>{sheets}</sheets></workbook>"#),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(r#"<Relationships xmlns="{package}">{relations}</Relationships>"#),
        ));
        parts
    }

    fn bytes(&self) -> Vec<u8> {
        zip(&self.parts())
    }

    #[track_caller]
    fn read(&self, base: Option<&Draft>) -> Read {
        read(&self.bytes(), &ReadOptions { today: today(), base, catalog: None }).expect("a transcription")
    }
}

fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // Not compressed: so a cut or a changed byte stays near where it was made, and thousands of files are quick.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name.as_str(), options).expect("a part");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A row of a sheet: the id, and cells as they stand in the XML without their places.
fn row(number: u32, id: &str, cells: &[(char, &str)]) -> String {
    let mut row = format!(r#"<row r="{number}"><c r="A{number}" t="str"><v>{id}</v></c>"#);
    for (column, cell) in cells {
        row += &cell.replacen("<c", &format!(r#"<c r="{column}{number}""#), 1);
    }
    row + "</row>"
}

fn text(text: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
}

/// The answer to an item, as JSON.
fn answer(read: &Read, id: &str) -> Option<String> {
    read.draft.get(id).map(|value| serde_json::to_string(value).expect("JSON"))
}

fn told(read: &Read) -> Vec<(String, Trouble)> {
    read.problems.iter().map(|problem| (problem.place(), problem.trouble.clone())).collect()
}

fn at(cell: &str) -> String {
    format!("シート 1号機能 のセル {cell}")
}

const STRUCK: &str = "<r><rPr><strike/><sz val=\"11\"/></rPr><t>";
const NEW: &str = "</t></r><r><rPr><sz val=\"11\"/><color rgb=\"FFFF0000\"/></rPr><t>";

#[test]
fn of_text_that_is_partly_struck_out_the_rest_is_read_and_told() {
    let rich = |old: &str, new: &str| format!("{STRUCK}{old}{NEW}{new}</t></r>");
    let book = Book::of(&[
        row(2, "f1.staff.doctors", &[('E', "<c t=\"s\"><v>0</v></c>")]),
        row(3, "f1.generalist", &[('D', "<c t=\"s\"><v>1</v></c>")]),
        row(4, "f1.remarks", &[('E', &format!("<c t=\"inlineStr\"><is>{}</is></c>", rich("月曜", "火曜")))]),
        row(5, "facility.name", &[('E', "<c t=\"s\"><v>2</v></c>")]),
    ])
    .strings(&format!(
        "<si>{}</si><si>{}</si><si><t>例示医院</t><rPh sb=\"0\" eb=\"2\"><t>レイジ</t></rPh><phoneticPr fontId=\"1\"/></si>",
        rich("3", "5"),
        rich("無し", "有り")
    ));
    let read = book.read(None);
    let partly = |struck: &str, left: &str| Trouble::PartlyStruck { struck: struck.into(), left: left.into() };
    assert_eq!(
        ["f1.staff.doctors", "f1.generalist", "f1.remarks", "facility.name"].map(|id| answer(&read, id)),
        ["5", r#""yes""#, r#""火曜""#, r#""例示医院""#].map(|value| Some(value.to_owned()))
    );
    assert_eq!(
        told(&read),
        [(at("E2"), partly("3", "5")), (at("D3"), partly("無し", "有り")), (at("E4"), partly("月曜", "火曜"))]
    );
}

#[test]
fn what_is_struck_out_as_a_whole_is_no_answer_and_takes_none_away() {
    let book = Book::of(&[
        row(2, "f1.staff.doctors", &[('E', "<c s=\"1\"><v>3</v></c>")]),
        row(3, "f1.generalist", &[('C', &text("1")), ('D', "<c s=\"1\" t=\"str\"><v>有り</v></c>")]),
        row(4, "f1.remarks", &[('E', &format!("<c t=\"inlineStr\"><is>{STRUCK}月曜</t></r></is></c>"))]),
        // Written anew in the column beside.
        row(5, "f1.posted", &[('D', "<c s=\"1\" t=\"str\"><v>有り</v></c>"), ('E', &text("無し"))]),
        // A run with a look of its own is not struck out by that of the cell.
        row(6, "f1.training", &[('D', "<c s=\"1\" t=\"inlineStr\"><is><r><t>有り</t></r><r><rPr><b/></rPr><t>無し</t></r></is></c>")]),
        // The whole row, its id as well.
        "<row r=\"7\"><c r=\"A7\" s=\"1\" t=\"str\"><v>f1.medication</v></c><c r=\"D7\" s=\"1\" t=\"str\"><v>無し</v></c></row>".to_owned(),
    ])
    .styles();
    let ids = ["f1.staff.doctors", "f1.generalist", "f1.remarks", "f1.posted", "f1.training", "f1.medication"];
    let alone = book.read(None);
    let expected = [None, None, None, Some(r#""no""#), Some(r#""no""#), None];
    assert_eq!(ids.map(|id| answer(&alone, id)), expected.map(|value| value.map(str::to_owned)));
    let struck = |text: &str| Trouble::Struck(text.into());
    let partly = Trouble::PartlyStruck { struck: "有り".into(), left: "無し".into() };
    let expected = [
        (at("E2"), struck("3")),
        (at("D3"), struck("有り")),
        (at("E4"), struck("月曜")),
        (at("D5"), struck("有り")),
        (at("D6"), partly),
        (at("D7"), struck("無し")),
    ];
    assert_eq!(told(&alone), expected);
    let open = draft(&[("f1.remarks", r#""書きかけ""#)]);
    let merged = book.read(Some(&open));
    assert!(merged.is_merged);
    for id in ["f1.staff.doctors", "f1.generalist", "f1.remarks", "f1.medication"] {
        assert_eq!(merged.draft.get(id), open.get(id), "{id}");
    }
    assert_eq!((answer(&merged, "f1.posted").as_deref(), told(&merged).len()), (Some(r#""no""#), 6));
}

#[test]
fn a_cell_that_means_nothing_is_named_and_the_table_is_read() {
    let spill = "<c t=\"e\"><f>SEQUENCE(3)</f><v>#SPILL!</v></c>";
    for outside in [
        spill,
        "<c t=\"e\"><v>#N/A</v></c>",
        "<c t=\"n\"><v>x</v></c>",
        "<c t=\"s\"><v>7</v></c>",
        "<c t=\"zz\"><v>1</v></c>",
        "<c t=\"b\"><v>2</v></c>",
    ] {
        let read = Book::of(&[row(2, "f1.staff.doctors", &[('E', "<c><v>3</v></c>"), ('P', outside)])]).read(None);
        assert_eq!(answer(&read, "f1.staff.doctors").as_deref(), Some("3"));
        assert!(
            matches!(told(&read).as_slice(), [(place, Trouble::ErrorOutside(_, 1))] if *place == at("P2")),
            "{outside}"
        );
    }
    // On another sheet, and many.
    let notes = "<sheetData><row r=\"1\"><c r=\"B1\" t=\"e\"><v>#CALC!</v></c><c r=\"C1\" t=\"e\"><v>#N/A</v></c></row></sheetData>";
    let mut book =
        Book::of(&[row(2, "f1.staff.doctors", &[('E', spill)]), row(3, "f1.remarks", &[('E', &text("甲"))])]);
    book.sheets.push(("メモ".into(), "", notes.into()));
    let open = draft(&[]);
    let read = book.read(Some(&open));
    assert_eq!(
        (read.draft.get("f1.staff.doctors"), answer(&read, "f1.remarks").as_deref()),
        (open.get("f1.staff.doctors"), Some(r#""甲""#))
    );
    assert_eq!(
        told(&read),
        [
            (at("E2"), Trouble::SpreadsheetError("#SPILL!".into())),
            ("シート メモ のセル B1".into(), Trouble::ErrorOutside("#CALC!".into(), 2)),
        ]
    );
}

#[test]
fn a_cell_that_cannot_be_read_is_told_where_the_open_draft_has_no_answer_as_well() {
    let open = draft(&[("f1.remarks", "")]);
    let struck = format!("<c t=\"inlineStr\"><is>{STRUCK}月曜</t></r></is></c>");
    for cell in ["<c t=\"e\"><v>#N/A</v></c>", "<c><f>A1</f></c>", &struck] {
        let read = Book::of(&[row(2, "f1.remarks", &[('E', cell)])]).read(Some(&open));
        assert_eq!((read.draft.get("f1.remarks"), told(&read).len()), (None, 1), "{cell}");
    }
    // And a correction that leaves what the draft already says.
    let doctors = open.get("f1.staff.doctors").and_then(Value::as_number).expect("a number").to_string();
    let cell = format!("<c t=\"inlineStr\"><is>{STRUCK}9{NEW}{doctors}</t></r></is></c>");
    let read = Book::of(&[row(2, "f1.staff.doctors", &[('E', &cell)])]).read(Some(&open));
    assert_eq!((read.changes, read.problems.len()), (vec![], 1));
}

#[test]
fn a_sheet_that_breaks_off_is_named_and_the_others_are_read() {
    let mut book = Book::of(&[row(2, "f1.staff.doctors", &[('E', "<c><v>3</v></c>")])]);
    book.sheets.push(("メモ".into(), "", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>甲</v></c><c".into()));
    let read = book.read(None);
    assert_eq!(answer(&read, "f1.staff.doctors").as_deref(), Some("3"));
    assert_eq!(told(&read), [("シート メモ".into(), Trouble::BrokenSheet)]);
    // Where the headings may have been behind the break, nothing is read.
    book.sheets.remove(0);
    let refused = super::read(&book.bytes(), &ReadOptions { today: today(), base: None, catalog: None });
    assert_eq!(refused.expect_err("refused"), Refused::Damaged);
}

#[test]
fn a_hidden_sheet_is_named_and_not_read() {
    let rows = |doctors: &str, generalist: &str| {
        [
            row(2, "f1.staff.doctors", &[('E', &text(doctors))]),
            row(3, "f1.generalist", &[('D', &text(generalist))]),
            row(4, "f1.areas", &[('D', &text("小児領域"))]),
        ]
    };
    let open = draft(&[]);
    for state in ["state=\"hidden\"", "state=\"veryHidden\""] {
        let book = Book::of(&rows("3", "有り")).sheet("1号機能 (2)", state, &rows("2", "無し"));
        let read = book.read(Some(&open));
        assert_eq!(
            ["f1.staff.doctors", "f1.generalist", "f1.areas"].map(|id| answer(&read, id)),
            ["3", r#""yes""#, r#"["17"]"#].map(|value| Some(value.to_owned()))
        );
        assert_eq!(told(&read), [("シート 1号機能 (2)".into(), Trouble::HiddenSheet)]);
    }
    // A hidden sheet of something else is nobody's business here.
    let mut book = Book::of(&rows("3", "有り"));
    book.sheets.push((
        "一覧".into(),
        "state=\"hidden\"",
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c></row></sheetData>".into(),
    ));
    assert_eq!(told(&book.read(None)), []);
    let all = Book::default().sheet("1号機能", "state=\"hidden\"", &rows("3", "有り"));
    let refused = super::read(&all.bytes(), &ReadOptions { today: today(), base: None, catalog: None });
    assert_eq!(refused.expect_err("refused"), Refused::AllHidden);
}

#[test]
fn a_copied_sheet_is_named_and_not_read_twice() {
    let rows = |doctors: &str| {
        let partners: Vec<String> = ["甲", "乙"].map(|name| format!("名称：{name}　連携の内容：夜間")).to_vec();
        [
            row(2, "f1.staff.doctors", &[('E', &text(doctors))]),
            row(3, "f1.areas", &[('D', &text("小児領域"))]),
            row(4, "f2i.partners", &[('E', &text(&partners[0]))]),
            row(5, "f2i.partners", &[('E', &text(&partners[1]))]),
        ]
    };
    let copied = |differing: &[&str], is_settled| Trouble::Copied {
        of: "シート「1号機能」".into(),
        differing: differing.iter().map(|name| (*name).to_owned()).collect(),
        is_settled,
    };
    let open = draft(&[]);
    // The same: read once. The copy by its name may stand first.
    for order in [["1号機能", "1号機能 (2)"], ["1号機能 (2)", "1号機能"]] {
        let read = order.iter().fold(Book::default(), |book, name| book.sheet(name, "", &rows("3"))).read(Some(&open));
        assert_eq!(
            (answer(&read, "f1.staff.doctors").as_deref(), answer(&read, "f1.areas").as_deref()),
            (Some("3"), Some(r#"["17"]"#))
        );
        assert_eq!(read.draft.get("f2i.partners").and_then(Value::as_array).map(<[_]>::len), Some(2));
        assert_eq!(told(&read), [("シート 1号機能 (2)".into(), copied(&[], true))]);
    }
    // Otherwise: the name says which is the copy.
    let read = Book::of(&rows("3")).sheet("1号機能 (2)", "", &rows("4")).read(Some(&open));
    assert_eq!(answer(&read, "f1.staff.doctors").as_deref(), Some("3"));
    assert_eq!(told(&read), [("シート 1号機能 (2)".into(), copied(&["医師数"], true))]);
    // It does not, or the copy alone was filled in: that item stays as it is.
    for (book, name) in [
        (Book::of(&rows("3")).sheet("院長", "", &rows("4")), "院長"),
        (Book::of(&rows("")).sheet("1号機能 (2)", "", &rows("4")), "1号機能 (2)"),
    ] {
        let read = book.read(Some(&open));
        assert_eq!(read.draft.get("f1.staff.doctors"), open.get("f1.staff.doctors"));
        assert_eq!(answer(&read, "f1.areas").as_deref(), Some(r#"["17"]"#));
        assert_eq!(told(&read), [(format!("シート {name}"), copied(&["医師数"], false))]);
    }
}

#[test]
fn a_table_that_stands_twice_in_one_file_is_read_once() {
    let table = "項目ID,選択肢名,記入値\r\nf1.staff.doctors,,3\r\nf2i.partners,,名称：甲　連携の内容：夜間\r\n";
    let read = csv(&[table, table].concat(), None);
    assert_eq!(answer(&read, "f1.staff.doctors").as_deref(), Some("3"));
    assert_eq!(read.draft.get("f2i.partners").and_then(Value::as_array).map(<[_]>::len), Some(1));
    let copied = Trouble::Copied { of: "1行目からの表".into(), differing: vec![], is_settled: true };
    assert_eq!(told(&read)[1..], [("4行目の1列目(A列)".to_owned(), copied)]);
}

/// Reads a CSV file in UTF-8. That it does not say its edition comes first among what is told.
#[track_caller]
fn csv(text: &str, base: Option<&Draft>) -> Read {
    read(text.as_bytes(), &ReadOptions { today: today(), base, catalog: None }).expect("a transcription")
}

/// Reads a row of a CSV file into an open draft.
#[track_caller]
fn into(open: &Draft, id: &str, [code, option, value]: [&str; 3]) -> Read {
    csv(&format!("項目ID,選択肢コード,選択肢名,記入値\r\n{id},{code},{option},\"{value}\"\r\n"), Some(open))
}

#[test]
fn a_cell_that_cannot_be_read_takes_no_answer_out_of_the_open_draft() {
    let open = draft(&[("f1.remarks", r#""書きかけ""#)]);
    for (id, cells) in [
        ("f1.generalist", ["9", "", ""]),
        ("f1.generalist", ["0", "有り", ""]),
        ("f1.staff.doctors", ["2", "", ""]),
        ("f1.remarks", ["", "甲", ""]),
        ("facility.electronic_claims", ["", "", "たぶん"]),
        ("f1.areas", ["99", "", ""]),
        ("f2i.partners", ["", "甲", ""]),
    ] {
        let read = into(&open, id, cells);
        assert!(read.is_merged);
        assert_eq!((read.draft.get(id), read.changes.len()), (open.get(id), 0), "{id} {cells:?}");
        assert_eq!(read.problems.len(), 2, "{id}");
    }
    // An empty cell is an answer that was taken away, and is told as that.
    let read = into(&open, "f1.staff.doctors", [""; 3]);
    assert_eq!((read.draft.get("f1.staff.doctors"), read.changes), (None, vec![("医師数".to_owned(), Change::Gone)]));
    // What could be read of a list joins what it had.
    let areas = open.get("f1.areas").and_then(Value::as_array).expect("areas").len();
    let read = csv("項目ID,選択肢コード,選択肢名,記入値\r\nf1.areas,,小児領域,\r\nf1.areas,99,,\r\n", Some(&open));
    let joined = read.draft.get("f1.areas").and_then(Value::as_array).expect("areas");
    assert_eq!((joined.len(), joined.last().and_then(Value::as_str)), (areas + 1, Some("17")));
}

#[test]
fn a_merged_cell_does_not_empty_the_rows_below_it() {
    let mut book = Book::of(&[
        row(2, "f1.staff.doctors", &[('E', "<c><v>3</v></c>")]),
        row(3, "f1.staff.outpatient_nurses", &[('E', "<c/>")]),
        row(4, "f1.generalist", &[('D', "<c/>"), ('E', "<c/>")]),
        row(5, "f1.posted", &[('D', &text("無し")), ('E', "<c/>")]),
    ]);
    book.sheets[0].2 += r#"<mergeCells count="2"><mergeCell ref="E2:E3"/><mergeCell ref="E4:E5"/></mergeCells>"#;
    let open = draft(&[]);
    let read = book.read(Some(&open));
    let nurses = "f1.staff.outpatient_nurses";
    assert_eq!((answer(&read, "f1.staff.doctors").as_deref(), read.draft.get(nurses)), (Some("3"), open.get(nurses)));
    assert_eq!((read.draft.get("f1.generalist"), answer(&read, "f1.posted").as_deref()), (None, Some(r#""no""#)));
    assert_eq!(told(&read), [(at("E3"), Trouble::Merged)]);
}

#[test]
fn characters_that_a_save_in_another_encoding_took_are_told_and_put_back() {
    let open = draft(&[
        ("facility.name", r#""𠮷野例示クリニック""#),
        ("facility.manager", r#""例示 𠀋太郎""#),
        ("f2i.partners", r#"[{"name":"𠮷田病院","content":"夜間"},{"name":"乙医院","content":"€"}]"#),
        ("f2ni.facilities", r#""yes""#),
        ("f2ni.facilities.names", r#"["例示苑","𠮷荘"]"#),
    ]);
    let made = transcribed(&open);
    let utf8 = crate::write(&made, TableFormat::SystemCsv, false).expect("written");
    let utf8 = String::from_utf8(utf8).expect("UTF-8");
    let excel: String = utf8
        .chars()
        .flat_map(|character| {
            let is_held = crate::cp932::holds(character);
            std::iter::repeat_n(if is_held { character } else { '?' }, if is_held { 1 } else { character.len_utf16() })
        })
        .collect();
    let excel = encoding_rs::SHIFT_JIS.encode(&excel).0.into_owned();
    let own = crate::write(&made, TableFormat::Cp932Csv, true).expect("written");
    for bytes in [excel, own] {
        let read = read(&bytes, &ReadOptions { today: today(), base: Some(&open), catalog: None }).expect("read");
        assert_eq!((read.draft.to_text(), read.changes), (open.to_text(), vec![]));
        let troubles: Vec<_> = read.problems.iter().map(|problem| &problem.trouble).collect();
        assert_eq!(troubles.len(), 4, "{troubles:?}");
        assert!(troubles.iter().all(|trouble| matches!(trouble, Trouble::LostCharacters(_))), "{troubles:?}");
        let message = troubles[0].message();
        assert!(message.contains("\nいまの下書き: 𠮷野例示クリニック\nファイル: "), "{message}");
    }
    // Changed as well: what the person wrote is taken, and told.
    let read = into(&open, "facility.name", ["", "", "??野例示医院"]);
    assert_eq!(answer(&read, "facility.name").as_deref(), Some(r#""??野例示医院""#));
    assert!(matches!(read.problems[1].trouble, Trouble::LostInChange(_)));
    // Without the draft nothing is known but that nobody writes so.
    let read = csv("項目ID,記入値\r\nfacility.name,??野例示\r\nf1.remarks,夜間も可?\r\n", None);
    assert_eq!(told(&read)[1..], [("2行目の2列目(B列)".to_owned(), Trouble::PerhapsLost("??野例示".into()))]);
}

#[test]
fn what_looks_like_an_option_is_it() {
    for (id, typed, key) in [
        ("f1.areas", "⽪膚・形成外科領域", "1"),
        ("f1.areas", "⽿⿐咽喉領域", "5"),
        ("f1.areas", "小児領域　", "17"),
        ("f1.areas", "皮膚･形成外科領域", "1"),
        ("f1.diseases", "アレルキ\u{3099}ー性鼻炎", "24"),
        ("f1.diseases", "ｱﾚﾙｷﾞｰ性鼻炎", "24"),
        ("f1.diseases", "アレルギ−性鼻炎", "24"),
        ("f1.diseases", "か\u{3099}ん", "40"),
    ] {
        let read = csv(&format!("項目ID,記入値\r\n{id},{typed}\r\n"), None);
        assert_eq!((answer(&read, id), told(&read).len()), (Some(format!(r#"["{key}"]"#)), 1), "{typed}");
    }
}

#[test]
fn free_text_is_what_it_looks_like_and_names_stay_as_they_are_written() {
    for (typed, kept) in
        [("⻑野ハ\u{309a}ーク", "長野パーク"), ("髙﨑 \u{fa19}谷 葛\u{e0100}城", "髙﨑 \u{fa19}谷 葛\u{e0100}城")]
    {
        let read = csv(
            &format!("項目ID,記入値\r\nfacility.name,{typed}\r\nf2i.partners,名称：{typed}　連携の内容：夜間\r\n"),
            None,
        );
        assert_eq!(answer(&read, "facility.name"), Some(format!("\"{kept}\"")));
        assert_eq!(answer(&read, "f2i.partners"), Some(format!(r#"[{{"name":"{kept}","content":"夜間"}}]"#)));
        assert_eq!(told(&read).len(), 1);
    }
}

#[test]
fn numbers_are_read_as_spreadsheets_show_them_and_people_write_them() {
    let cell = |cell: &str| {
        let read = Book::of(&[row(2, "f1.generalist.fte", &[('E', cell)])]).styles().read(None);
        (answer(&read, "f1.generalist.fte"), told(&read).into_iter().map(|(_, trouble)| trouble).collect::<Vec<_>>())
    };
    let is = |number: &str| (Some(number.to_owned()), vec![]);
    let no = |text: &str| (Some(format!("\"{text}\"")), vec![Trouble::NotANumber(text.into())]);
    assert_eq!(cell("<c><f>0.1+0.2</f><v>0.30000000000000004</v></c>"), is("0.3"));
    assert_eq!(cell("<c><v>1.5E1</v></c>"), is("15"));
    assert_eq!(cell("<c s=\"2\"><v>0.5</v></c>"), no("50%"));
    for (typed, number) in [
        ("12人", "12"),
        ("12名", "12"),
        ("012", "12"),
        ("1,234", "1234"),
        ("12 ", "12"),
        ("0.30000000000000004", "0.3"),
    ] {
        assert_eq!(cell(&text(typed)), is(number), "{typed}");
    }
    for typed in ["約12", "十二", "なし"] {
        assert_eq!(cell(&text(typed)), no(typed), "{typed}");
    }
}

#[test]
fn days_are_read_by_how_they_are_kept() {
    let opened = "facility.opened_on";
    let cell = |settings, cell: &str| {
        let mut book = Book::of(&[row(2, opened, &[('E', cell)])]).styles();
        book.settings = settings;
        let read = book.read(None);
        (answer(&read, opened), told(&read).into_iter().map(|(_, trouble)| trouble).collect::<Vec<_>>())
    };
    let day = || Some("\"2026-01-01\"".to_owned());
    assert_eq!(cell("", "<c s=\"3\"><v>46023</v></c>"), (day(), vec![]));
    assert_eq!(cell("date1904=\"1\"", "<c s=\"3\"><v>44561</v></c>"), (day(), vec![]));
    assert_eq!(cell("", "<c t=\"d\"><v>2026-01-01T00:00:00</v></c>"), (day(), vec![]));
    let serial = Trouble::Serial { number: "46023".into(), day: "2026-01-01".into() };
    assert_eq!(cell("", "<c><v>46023</v></c>"), (day(), vec![serial]));
    assert_eq!(cell("", "<c><v>12</v></c>"), (Some("\"12\"".into()), vec![Trouble::NotADay("12".into())]));
    assert_eq!(cell("", "<c s=\"4\"><v>0.395833333333333</v></c>").1, [Trouble::NotADay("9:30".into())]);
}

#[test]
fn a_code_whose_first_zero_a_spreadsheet_dropped_is_that_of_the_open_draft() {
    let open = draft(&[]);
    for cell in ["<c><v>110112489</v></c>".to_owned(), text("110112489"), text("番号 0110112489")] {
        let book =
            Book::of(&[row(2, "facility.code", &[('E', &cell)]), row(3, "f1.staff.doctors", &[('E', &text("5"))])]);
        let read = book.read(Some(&open));
        assert!(read.is_merged, "{cell}");
        assert_eq!(
            (read.draft.get("facility.code"), answer(&read, "f1.staff.doctors").as_deref()),
            (open.get("facility.code"), Some("5"))
        );
        let alone = book.read(None);
        assert_eq!(answer(&alone, "facility.code").as_deref(), Some(r#""0110112489""#));
        let restored = (at("E2"), Trouble::RestoredZero("0110112489".into()));
        assert_eq!(told(&alone), if cell.contains("番号") { vec![] } else { vec![restored] });
    }
}

#[test]
fn cells_without_their_places_stand_in_their_order() {
    let bare = |text: &str| format!("<x:c t=\"str\"><x:v>{text}</x:v></x:c>");
    let rows = [["項目ID", "選択肢名", "記入値"], ["f1.staff.doctors", "", "3"], ["f1.posted", "無し", ""]];
    let rows = rows.map(|row| ["<x:row>", &row.map(bare).concat(), "</x:row>"].concat()).concat();
    let mut parts = Book::of(&[]).parts();
    for (name, part) in &mut parts {
        if name.ends_with("s1.xml") {
            *part = format!(r#"<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>"#);
        }
    }
    let read = read(&zip(&parts), &ReadOptions { today: today(), base: None, catalog: None }).expect("read");
    assert_eq!(
        (answer(&read, "f1.staff.doctors").as_deref(), answer(&read, "f1.posted").as_deref()),
        (Some("3"), Some(r#""no""#))
    );
}

/// A book with something of everything.
fn rich_book() -> Book {
    let mut book = Book::of(&[
        row(
            2,
            "f1.staff.doctors",
            &[('E', "<c s=\"1\"><f>1+2</f><v>3</v></c>"), ('P', "<c t=\"e\"><v>#SPILL!</v></c>")],
        ),
        row(3, "f1.generalist", &[('D', "<c t=\"s\"><v>0</v></c>")]),
        row(4, "facility.opened_on", &[('E', "<c s=\"3\"><v>46023</v></c>")]),
        row(5, "f1.remarks", &[('E', &text("_x000D_&amp;&#x20BB7;??"))]),
    ])
    .sheet("1号機能 (2)", "state=\"hidden\"", &[row(2, "f1.staff.doctors", &[('E', &text("4"))])])
    .strings(&format!("<si>{STRUCK}無し{NEW}有り</t></r></si>"))
    .styles();
    book.sheets[0].2 += r#"<mergeCells count="1"><mergeCell ref="E2:E3"/></mergeCells>"#;
    book
}

#[test]
fn a_workbook_that_is_cut_off_anywhere_is_refused_or_read_and_never_a_panic() {
    let bytes = rich_book().bytes();
    let options = ReadOptions { today: today(), base: None, catalog: None };
    assert!(read(&bytes, &options).is_ok());
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length], &options).is_err(), "{length}");
    }
}

#[test]
fn a_part_that_is_cut_off_or_damaged_anywhere_is_no_panic() {
    let options = ReadOptions { today: today(), base: None, catalog: None };
    let parts = rich_book().parts();
    let letters = b"<>/=\"&;#019AZaz rcsv";
    let mut turn = 0;
    for index in 0..parts.len() {
        let whole = &parts[index].1;
        for at in (0..whole.len()).step_by(5).filter(|at| whole.is_char_boundary(*at)) {
            let mut cut = parts.clone();
            cut[index].1.truncate(at);
            let _ = read(&zip(&cut), &options);
            turn += 1;
            let mut damaged = parts.clone();
            let end = (at + 1..=whole.len()).find(|end| whole.is_char_boundary(*end)).expect("an end");
            let letter = char::from(letters[turn % letters.len()]).to_string();
            damaged[index].1.replace_range(at..end, &letter);
            let _ = read(&zip(&damaged), &options);
        }
    }
}
