//! Drafts, tables and catalogues that mean harm to the person at the terminal.

mod common;

use common::{CLEAN, Folder, run};

const CATALOG: &str = include_str!("../../catalog/editions/R7.toml");

/// Clears the screen, names the window, hides what follows, and goes back to the beginning of the line.
const ESCAPES: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{1b}[8m\u{9b}2J\rok";

/// No control character but the end of a line.
#[track_caller]
fn is_plain(text: &str) {
    let control = text.chars().find(|character| character.is_control() && *character != '\n');
    assert_eq!(control, None, "{text}");
}

#[test]
fn no_key_and_no_answer_of_a_draft_commands_the_terminal() {
    let folder = Folder::new("hostile-draft");
    let escapes = serde_json::to_string(ESCAPES).expect("JSON");
    let draft = CLEAN
        .replace("\"answers\": {", &format!("\"answers\": {{{escapes}: 1, \"f1.areas\": [{escapes}],"))
        .replace("例示クリニック", escapes.trim_matches('"'));
    let draft = folder.file("draft.json", draft);
    for args in
        [vec!["check", &draft, "--as-of", "2026-02-01"], vec!["check", "--explain", &draft, "--as-of", "2026-02-01"]]
    {
        let run = run(&args);
        assert!(run.out.contains("KF02"), "{run:?}");
        is_plain(&run.out);
        is_plain(&run.err);
    }
    let other = folder.file("other.json", CLEAN);
    let differences = run(&["differences", &other, &draft]);
    assert!(differences.out.contains("ok"), "{differences:?}");
    is_plain(&differences.out);
}

#[test]
fn no_catalogue_and_no_file_name_commands_the_terminal() {
    let folder = Folder::new("hostile-catalog");
    let escapes = "\\u001b[2J\\u001b]0;x\\u0007";
    let edited = CATALOG.replace("short = \"在宅当番医制\"", &format!("short = \"{escapes}\""));
    assert_ne!(edited, CATALOG);
    let catalog = folder.file("edited.toml", &edited);
    for args in [
        vec!["catalog", "check", &catalog],
        vec!["catalog", "diff", "R7", &catalog],
        vec!["catalog", "show", "f2i.rota", "--catalog", &catalog],
    ] {
        let run = run(&args);
        is_plain(&run.out);
        is_plain(&run.err);
    }
    let broken = folder.file("broken.toml", edited.replace("[[item]]", &format!("[[item]]\n\"{escapes}\" = 1")));
    let run = run(&["catalog", "check", &broken]);
    assert_ne!(run.code, Some(0));
    is_plain(&run.out);
    is_plain(&run.err);
    is_plain(&self::run(&["check", &folder.name(ESCAPES)]).err);
}

#[test]
fn json_is_written_as_it_is() {
    let folder = Folder::new("hostile-json");
    let draft = CLEAN.replace("例示クリニック", "\\u001b[2J\\u0000 £");
    let file = folder.file("draft.json", &draft);
    let carried = run(&["carry-over", "--as-of", "2027-02-01", &file]);
    assert!(carried.out.contains("£"), "{carried:?}");
    let name = carried.json()["facility"]["name"].as_str().map(str::to_owned);
    assert_eq!(name.as_deref(), Some("\u{1b}[2J\u{0} £"));
}

#[test]
fn ten_megabytes_in_one_answer_are_checked_and_kept() {
    let folder = Folder::new("hostile-long");
    let long = "あ".repeat(10 * 1024 * 1024 / 3);
    let draft = folder
        .file("draft.json", CLEAN.replace("\"answers\": {", &format!("\"answers\": {{\"f1.remarks\": \"{long}\",")));
    let checked = run(&["check", &draft, "--as-of", "2026-02-01", "--format", "json"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert_eq!(checked.json()["edition"], "R7");
    assert!(checked.out.len() < 1024 * 1024, "the answer is not repeated");
    let carried = run(&["carry-over", "--as-of", "2027-02-01", &draft]);
    assert!(carried.out.contains(&long));
}

#[test]
fn keys_that_are_names_of_what_every_object_has_are_unknown_items_and_nothing_else() {
    let folder = Folder::new("hostile-proto");
    let polluted = CLEAN
        .replacen('{', "{\"__proto__\": {\"edition\": \"R8\"}, \"constructor\": 1,", 1)
        .replace("\"answers\": {", "\"answers\": {\"__proto__\": {\"f1.generalist\": \"no\"}, \"constructor\": 1,");
    let file = folder.file("draft.json", polluted);
    let clean = folder.file("clean.json", CLEAN);
    let codes = |file: &str| {
        let result = run(&["check", file, "--as-of", "2026-02-01", "--format", "json"]).json();
        let findings = result["findings"].as_array().expect("findings").clone();
        let codes = |finding: &serde_json::Value| finding["code"].as_str().map(str::to_owned);
        (result["edition"].clone(), findings.iter().filter_map(codes).filter(|code| code != "KF02").collect::<Vec<_>>())
    };
    assert_eq!(codes(&file), codes(&clean));
}
