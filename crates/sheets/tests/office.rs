//! What LibreOffice Calc shows of the files. Where it is not installed these tests do nothing; `cargo xtask test` installs
//! it on a build machine and says so where it is missing.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

use kakari_catalog::{Catalog, parse_date};
use kakari_documents::{TableFormat, Transcription, TranscriptionOptions};
use kakari_draft::{Draft, Value};
use kakari_rules::{BASE, Options, check};

/// What a spreadsheet might run, or turn into a number or a day.
const TEXTS: [(&str, &str); 6] = [
    ("f1.remarks", "=1+1"),
    ("f1.diseases.other", "=HYPERLINK(\"http://example.jp/\")"),
    ("f2i.remarks", "+81"),
    ("f2ro.remarks", "@SUM(1,2)"),
    ("f2ha.remarks", "-2+3"),
    ("f2ni.remarks", "2026/1/2"),
];

fn transcription() -> Transcription {
    let mut draft = Draft::read(BASE).expect("the base is a draft");
    for (id, text) in TEXTS {
        draft.set(id, Some(Value::from(text)));
    }
    draft.set("other.community", Some(Value::from("0120")));
    // その他の疾患 is asked where その他 is chosen.
    draft.set("f1.diseases", Some(Value::Array(vec![Value::from("other")])));
    let catalog = Catalog::builtin("R7").expect("an edition");
    let today = parse_date("2026-02-01").expect("a day");
    let report = check(&draft, &catalog, &Options { today, deadline: None });
    let options = TranscriptionOptions { made_on: today, allow_draft: true };
    Transcription::new(&draft, &catalog, &report, &options).expect("allowed")
}

/// A folder that goes at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What Calc shows: every row of every sheet, as fields. `None` where there is no Calc.
fn shown(name: &str, content: &[u8], input: &[&str]) -> Option<Vec<Vec<String>>> {
    // Every sheet, as shown, in UTF-8.
    const OUTPUT: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let folder = Folder(std::env::temp_dir().join(format!("kakari-office-{}-{name}", std::process::id())));
    let (file, out) = (folder.0.join(name), folder.0.join("out"));
    fs::create_dir_all(&out).expect("a folder");
    fs::write(&file, content).expect("a file");
    let profile = format!("-env:UserInstallation=file://{}", folder.0.join("profile").display());
    let mut office = Command::new("soffice");
    office.arg(profile).arg("--headless").args(input).args(["--convert-to", OUTPUT, "--outdir"]).arg(&out).arg(&file);
    let ended = match office.output() {
        Ok(ended) => ended,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Past the test's own output, which nobody sees when it passes.
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                let _ = writeln!(
                    io::stderr(),
                    "省略: soffice がないため、書き出した表をほかのソフトで開く試験はしていません。"
                );
            });
            return None;
        }
        Err(error) => panic!("{error}"),
    };
    assert!(ended.status.success(), "{ended:?}");
    let mut rows = Vec::new();
    for entry in fs::read_dir(&out).expect("the folder") {
        rows.extend(fields(&entry.expect("an entry").path()));
    }
    assert!(rows.len() > 50, "only {} rows: {ended:?}", rows.len());
    Some(rows)
}

fn fields(file: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file).expect("a file");
    reader.records().map(|record| record.expect("a row").iter().map(ToOwned::to_owned).collect()).collect()
}

#[track_caller]
fn value<'a>(rows: &'a [Vec<String>], id: &str) -> &'a str {
    let row = rows.iter().find(|row| row.get(12).is_some_and(|own| own == id));
    row.map_or_else(|| panic!("no row {id}"), |row| &row[6])
}

#[test]
fn a_workbook_shows_zeros_and_text_as_they_are_and_runs_nothing() {
    let file = kakari_sheets::write(&transcription(), TableFormat::Xlsx, false).expect("written");
    let Some(rows) = shown("a.xlsx", &file, &[]) else { return };
    assert_eq!(value(&rows, "facility.code"), "0110112489");
    assert_eq!(value(&rows, "other.community"), "0120");
    assert_eq!(value(&rows, "f1.generalist.fte"), "1");
    for (id, text) in TEXTS {
        assert_eq!(value(&rows, id), text);
    }
}

#[test]
fn csv_for_excel_shows_zeros_and_text_and_runs_nothing() {
    // Comma, quotes, encoding (76 UTF-8, 60 CP932), first row; no types, so that Calc takes each cell for what it looks.
    for (format, filter) in
        [(TableFormat::ExcelCsv, "--infilter=CSV:44,34,76,1"), (TableFormat::Cp932Csv, "--infilter=CSV:44,34,60,1")]
    {
        let file = kakari_sheets::write(&transcription(), format, false).expect("written");
        let Some(rows) = shown("a.csv", &file, &[filter]) else { return };
        assert_eq!(value(&rows, "facility.code"), "番号 0110112489");
        assert_eq!(value(&rows, "other.community").trim_start_matches('\''), "0120");
        for (id, text) in TEXTS {
            assert_eq!(value(&rows, id).trim_start_matches('\''), text, "{format:?}");
        }
    }
}
