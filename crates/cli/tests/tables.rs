//! `kakari transcribe` in its formats, and `kakari import`.

mod common;

use common::{CLEAN, Folder, faulty, kakari, run, run_with};

const DAY: [&str; 2] = ["--as-of", "2026-02-01"];

/// Writes the transcription of a draft into a file and gives its name.
#[track_caller]
fn transcribed(folder: &Folder, draft: &str, format: &str, name: &str) -> String {
    let file = folder.name(name);
    let args = ["transcribe", DAY[0], DAY[1], "--format", format, "--output", &file, "-"];
    let run = run_with(&args, draft.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    file
}

#[test]
fn every_format_comes_back_as_the_draft_it_was_made_from() {
    let folder = Folder::new("tables");
    let base = folder.file("base.kakari.json", CLEAN);
    for format in ["xlsx", "csv", "csv-excel", "csv-cp932"] {
        let file = transcribed(&folder, CLEAN, format, format);
        let draft = run(&["import", "--base", &base, &file]);
        assert_eq!((draft.code, draft.err.as_str()), (Some(0), ""), "{format}");
        let own: serde_json::Value = serde_json::from_str(CLEAN).expect("JSON");
        assert_eq!(draft.json(), own, "{format}");
    }
}

#[test]
fn a_workbook_alone_is_enough() {
    let folder = Folder::new("alone");
    let file = transcribed(&folder, CLEAN, "xlsx", "a.xlsx");
    let draft = run(&["import", &file]);
    assert_eq!((draft.code, draft.json()["facility"]["manager"].as_str()), (Some(0), Some("例示 太郎")));
}

#[test]
fn cells_that_cannot_be_read_are_told_with_their_place() {
    let folder = Folder::new("cells");
    let file = transcribed(&folder, CLEAN, "csv", "a.csv");
    let text = std::fs::read_to_string(&file).expect("a file");
    let line = text.lines().position(|line| line.ends_with(",f1.staff.doctors")).expect("a row");
    let edited = text.replace("医師数,,,2,", "医師数,,,約2,");
    assert_ne!(text, edited);
    let draft = run_with(&["import", DAY[0], DAY[1], "-"], edited.as_bytes());
    assert_eq!(draft.code, Some(1));
    assert!(draft.err.contains(&format!("{}行目の7列目(G列)(医師数): 「約2」は数として", line + 1)), "{}", draft.err);
    assert_eq!(draft.json()["answers"]["f1.staff.doctors"], "約2");
}

#[test]
fn characters_that_cp932_cannot_hold_are_listed_and_replaced_on_a_word_alone() {
    let draft = CLEAN.replace("例示クリニック", "𠮷田クリニック");
    let args = ["transcribe", DAY[0], DAY[1], "--format", "csv-cp932", "-"];
    let refused = run_with(&args, draft.as_bytes());
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("医療機関の名称(facility.name): 𠮷") && refused.err.contains("--replace"));

    let folder = Folder::new("replace");
    let (base, file) = (folder.file("base.json", &draft), folder.name("a.csv"));
    let made = run(&[&args[..5], &["--replace", "--output", &file, &base]].concat());
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    let read = run(&["import", "--base", &base, &file]);
    assert_eq!((read.code, read.json()["facility"]["name"].as_str()), (Some(1), Some("𠮷田クリニック")));
    assert!(read.err.contains("\n  いまの下書き: 𠮷田クリニック\n  ファイル: 〓田クリニック\n  "), "{}", read.err);
    let alone = run(&["import", DAY[0], DAY[1], &file]);
    assert_eq!(alone.json()["facility"]["name"], "〓田クリニック");
    assert!(alone.err.contains("「〓田クリニック」は、ファイルを保存したときに文字が失われている"), "{}", alone.err);
}

#[test]
fn the_draft_of_another_institution_is_not_taken_for_the_base() {
    let folder = Folder::new("other");
    let file = transcribed(&folder, CLEAN, "xlsx", "a.xlsx");
    let base = folder.file("base.json", CLEAN.replace("0110112489", "0110112497"));
    let refused = run(&["import", "--base", &base, &file]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("医療機関番号か年度が違います"));
}

#[test]
fn what_is_no_transcription_is_refused_with_what_to_do() {
    let folder = Folder::new("refused");
    for (content, word) in [(&b"PK\x03\x04"[..], "壊れています"), (b"a,b\r\n", "見出し"), (b"", "何も入っていません")]
    {
        let refused = run(&["import", &folder.file("a", content)]);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
        assert!(refused.err.contains(word), "{}", refused.err);
    }
    assert_eq!(run(&["import", &folder.name("none")]).code, Some(2));
}

#[test]
fn a_workbook_is_refused_while_errors_remain_unless_a_draft_is_asked_for() {
    let folder = Folder::new("errors");
    let draft = folder.file("draft.json", faulty());
    let file = folder.name("a.xlsx");
    let args = ["transcribe", DAY[0], DAY[1], "--format", "xlsx", "--output", &file];
    assert_eq!(run(&[&args[..], &[&draft]].concat()).code, Some(1));
    assert!(!std::path::Path::new(&file).exists());
    assert_eq!(run(&[&args[..], &["--draft", &draft]].concat()).code, Some(1));
    let bytes = std::fs::read(&file).expect("a workbook");
    assert!(bytes.starts_with(b"PK"));
    // To a pipe as well, and the same bytes twice.
    let piped =
        kakari(&["transcribe", DAY[0], DAY[1], "--format", "xlsx", "--draft", &draft]).output().expect("it runs");
    assert_eq!(piped.stdout, bytes);
}
