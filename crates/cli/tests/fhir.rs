//! `kakari fhir`

mod common;

use common::{CLEAN, Folder, faulty, run, run_with};

const RESPONSE: [&str; 5] = ["fhir", "response", "--as-of", "2026-02-01", "-"];

#[test]
fn a_questionnaire_is_made_of_an_edition_and_an_unknown_one_is_refused() {
    let made = run(&["fhir", "questionnaire", "--edition", "R8"]);
    assert_eq!((made.code, &made.json()["status"]), (Some(0), &"draft".into()));
    let refused = run(&["fhir", "questionnaire", "--edition", "R99"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("R7、R8"), "{}", refused.err);
}

#[test]
fn a_draft_becomes_a_response_and_a_draft_again() {
    let folder = Folder::new("fhir");
    let base = folder.file("base.kakari.json", CLEAN);
    let response = run_with(&RESPONSE, CLEAN.as_bytes());
    assert_eq!((response.code, &response.json()["status"]), (Some(0), &"completed".into()));
    let draft = run_with(&["fhir", "draft", "-"], response.out.as_bytes());
    assert_eq!(draft.code, Some(0), "{}", draft.err);
    assert_eq!(draft.json(), serde_json::from_str::<serde_json::Value>(CLEAN).expect("JSON"));
    let based = run_with(&["fhir", "draft", "--base", &base, "-"], response.out.as_bytes());
    assert_eq!(based.out, draft.out);

    let file = folder.name("out.json");
    let written = run_with(&["fhir", "draft", "-", "--output", &file], response.out.as_bytes());
    assert_eq!((written.code, written.out.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(&file).expect("written"), draft.out);
}

#[test]
fn a_draft_with_errors_makes_a_response_in_progress() {
    let response = run_with(&RESPONSE, faulty().as_bytes());
    assert_eq!((response.code, &response.json()["status"]), (Some(1), &"in-progress".into()));
}

#[test]
fn what_cannot_be_read_back_is_said_without_what_was_typed() {
    let response = run_with(&RESPONSE, CLEAN.as_bytes()).out;
    let damaged = response.replace("\"valueInteger\": 2\n", "\"valueAttachment\": {\"title\": \"秘密\"}\n");
    let draft = run_with(&["fhir", "draft", "-"], damaged.as_bytes());
    assert_eq!(draft.code, Some(1));
    assert!(draft.err.contains("医師数(f1.staff.doctors)") && !draft.err.contains("秘密"), "{}", draft.err);
    for text in ["{}", "[", CLEAN] {
        let refused = run_with(&["fhir", "draft", "-"], text.as_bytes());
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{text}");
    }
}

#[test]
fn a_base_of_another_edition_is_refused() {
    let folder = Folder::new("fhir-base");
    let base = folder.file("r8.kakari.json", CLEAN.replace("\"R7\"", "\"R8\""));
    let response = run_with(&RESPONSE, CLEAN.as_bytes()).out;
    let refused = run_with(&["fhir", "draft", "--base", &base, "-"], response.as_bytes());
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("令和7年度報告") && refused.err.contains("令和8年度報告"), "{}", refused.err);
}
