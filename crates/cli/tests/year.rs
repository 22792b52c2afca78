//! `kakari carry-over` and `kakari differences`.

mod common;

use common::{CLEAN, Folder, run, run_with};
use serde_json::Value;

#[test]
fn next_years_draft_has_the_facts_and_not_the_figures() {
    let made = run_with(&["carry-over", "--as-of", "2026-11-22", "-"], CLEAN.as_bytes());
    assert_eq!(made.code, Some(0), "{}", made.err);
    let draft: Value = serde_json::from_str(&made.out).expect("a draft");
    let last: Value = serde_json::from_str(CLEAN).expect("a draft");
    assert_eq!((&draft["edition"], &draft["report"]), (&"R8".into(), &"periodic".into()));
    assert_eq!(draft["facility"], last["facility"]);
    assert!(!last["answers"]["f1.staff.doctors"].is_null() && draft["answers"]["f1.staff.doctors"].is_null());
    assert!(made.err.contains("令和8年度報告の下書きを作りました"), "{}", made.err);
}

#[test]
fn without_a_later_edition_there_is_no_draft() {
    let draft = CLEAN.replace("\"R7\"", "\"R8\"");
    assert_ne!(draft, CLEAN);
    let made = run_with(&["carry-over", "--as-of", "2026-11-22", "-"], draft.as_bytes());
    assert_eq!((made.code, made.out.as_str()), (Some(2), ""));
    assert!(made.err.contains("より後の台帳"), "{}", made.err);
}

#[test]
fn what_the_new_edition_does_not_have_is_told_and_kept() {
    let draft = CLEAN.replace("\"f1.medication\": \"yes\"", "\"f1.medication\": \"former\"");
    assert_ne!(draft, CLEAN);
    let made = run_with(&["carry-over", "--as-of", "2026-11-22", "-"], draft.as_bytes());
    assert_eq!(made.code, Some(1));
    assert!(made.err.contains("(f1.medication)の「former」は、この版にありません"), "{}", made.err);
    assert!(made.out.contains("\"f1.medication\": \"former\""));
}

#[test]
fn differences_are_told_with_a_mark_on_the_structure_of_2() {
    let folder = Folder::new("differences");
    let before = folder.file("before.json", CLEAN);
    let now =
        CLEAN.replace("\"f2ni.acp\": \"yes\"", "\"f2ni.acp\": \"no\"").replace("例示クリニック", "新しいクリニック");
    let now = folder.file("now.json", now);
    let told = run(&["differences", &before, &now]);
    assert_eq!(told.code, Some(1), "{}", told.err);
    let lines: Vec<_> = told.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", told.out);
    assert!(lines[0].ends_with("例示クリニック → 新しいクリニック"), "{}", lines[0]);
    assert!(lines[1].contains("(f2ni.acp)") && lines[1].ends_with("[2号機能の体制]"), "{}", lines[1]);
    let same = run(&["differences", &before, &before]);
    assert_eq!((same.code, same.out.as_str()), (Some(0), "回答に違いはありません。\n"));
}
