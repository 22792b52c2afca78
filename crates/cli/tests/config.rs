//! `kakari config` as its users meet it.

mod common;

use common::{Folder, run, run_with};
use serde_json::{Value, json};

fn example() -> String {
    run(&["config", "example"]).out
}

#[test]
fn the_example_has_nothing_wrong_with_it() {
    let folder = Folder::new("config-example");
    let file = folder.file("例示県.json", example());
    let human = run(&["config", "check", &file]);
    assert_eq!((human.code, human.out), (Some(0), format!("{file}: 誤りはありません。\n")));
    let json = run(&["config", "check", "--format", "json", &file]).json();
    assert_eq!((&json["problems"], &json["omitted"]), (&json!([]), &json!(0)));
    assert_eq!(json["configuration"]["name"], "例示県");
    assert_eq!(json["configuration"]["deadline"], "2027-02-26");
}

#[test]
fn what_is_wrong_is_named_with_line_and_column_and_the_way_out() {
    let folder = Folder::new("config-wrong");
    let text = example()
        .replace("\"deadline\": \"2027-02-26\"", "\"deadlien\": \"2027-02-26\"")
        .replace("https://www.pref.example.lg.jp/iryo/kakaritsuke/", "javascript:alert(1)");
    let file = folder.file("config.json", &text);
    let human = run(&["config", "check", &file]);
    assert_eq!(human.code, Some(1), "{human:?}");
    let line = |needle: &str| text.lines().position(|line| line.contains(needle)).expect("a line") + 1;
    let deadline = format!("{file}:{}:3: お知らせ: 「deadlien」という項目はありません。", line("deadlien"));
    assert!(human.out.contains(&deadline) && human.out.contains("「deadline」のことですか。"), "{}", human.out);
    let refused = format!(
        "{file}:{}:14: エラー: 「リンクの1件目のアドレス」の「javascript:alert(1)」は https://",
        line("javascript")
    );
    assert!(human.out.contains(&refused), "{}", human.out);
    assert!(human.out.contains("エラー 1件、注意 0件、お知らせ 1件"), "{}", human.out);
    let json = run(&["config", "check", "--format", "json", &file]);
    assert_eq!(json.code, Some(1));
    let codes: Vec<_> = json.json()["problems"].as_array().expect("a list").iter().map(|p| p["code"].clone()).collect();
    assert_eq!(codes, ["unknown", "url"]);
}

#[test]
fn a_warning_alone_is_no_error() {
    let text = r##"{"format":"kakari-prefecture","version":1,"colors":{"text":"#777"}}"##;
    let human = run_with(&["config", "check", "-"], text.as_bytes());
    assert_eq!(human.code, Some(0), "{human:?}");
    assert!(human.out.contains("注意: ") && human.out.contains("このまま使えます。"), "{}", human.out);
    assert!(!human.out.contains("エラー: "), "{}", human.out);
}

#[test]
fn a_file_that_is_no_configuration_is_told_from_one_with_errors() {
    let html = run_with(&["config", "check", "-"], b"<!DOCTYPE html><title>404</title>");
    assert_eq!(html.code, Some(2));
    assert!(html.out.contains("-:1:1: エラー: ") && html.out.contains("HTML"), "{}", html.out);
    assert!(html.out.contains("設定はすべて、はじめのままになります。"), "{}", html.out);
    let cp932 = run_with(&["config", "check", "-"], b"{\"name\": \"\x97\xe1\x8e\xa6\"}");
    assert_eq!((cp932.code, cp932.out.as_str()), (Some(2), ""));
    assert!(cp932.err.contains("UTF-8"), "{}", cp932.err);
    let missing = run(&["config", "check", "ない.json"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("ファイルがありません"), "{}", missing.err);
}

#[test]
fn the_schema_is_a_schema_and_names_every_member_of_the_example() {
    let schema = run(&["config", "schema"]).json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let example: Value = serde_json::from_str(&example()).expect("JSON");
    for name in example.as_object().expect("an object").keys() {
        assert!(schema["properties"][name]["description"].is_string(), "{name}");
    }
}

#[test]
fn the_list_of_members_is_markdown() {
    let reference = run(&["config", "reference"]);
    assert_eq!(reference.code, Some(0));
    assert!(reference.out.contains("| `deadline` | **期限** "), "{}", reference.out);
}
