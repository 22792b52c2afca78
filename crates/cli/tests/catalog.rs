//! `kakari catalog` and `kakari schema` as their users meet them.

mod common;

use common::{Folder, run, run_with};
use kakari_catalog::{Catalog, Id};
use serde_json::{Value, json};

const R8: &str = include_str!("../../catalog/editions/R8.toml");

/// R8 with another set D: a code corrected, a choice added, two dropped.
fn edited() -> String {
    format!(
        "{R8}\n[[option_set]]\nid = \"D\"\noptions = [\n  {{ key = \"in_house_only\", code = \"0\", label = \
         \"無し(院内処方のみ)\" }},\n  {{ key = \"yes\", code = \"1\", label = \"有り\", positive = true }},\n  \
         {{ key = \"later\", label = \"予定\" }},\n]\n"
    )
}

fn builtin(edition: &str) -> Catalog {
    Catalog::builtin(edition).expect("built-in")
}

#[test]
fn every_item_is_listed_in_the_order_of_the_form() {
    let human = run(&["catalog", "list", "--edition", "R8"]);
    assert_eq!(human.code, Some(0));
    let mut rest = human.out.as_str();
    for id in Id::ALL {
        let at = rest.find(&format!("  {} ", id.as_str())).unwrap_or_else(|| panic!("{} in order", id.as_str()));
        rest = &rest[at..];
    }
    let json = run(&["catalog", "list", "--edition", "R8", "--format", "json"]).json();
    assert_eq!((&json["edition"], &json["catalog"]), (&json!("R8"), &json!(builtin("R8").fingerprint())));
    let ids: Vec<_> = json["items"].as_array().expect("a list").iter().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(ids, Id::ALL.iter().map(|id| id.as_str()).collect::<Vec<_>>());
}

#[test]
fn a_number_that_was_not_seen_is_listed_as_provisional() {
    let human = run(&["catalog", "list", "--edition", "R7"]).out;
    let line = |id: &str| human.lines().find(|line| line.trim_start().starts_with(id)).expect("a line").to_owned();
    assert!(line("f1.function ").contains(" 1(暫定) "), "{}", line("f1.function "));
    assert!(line("f1.generalist ").contains(" 4  "), "{}", line("f1.generalist "));
    assert!(line("f2ha.care ").contains(" -  ") && line("f2ha.care ").contains("choice"), "{}", line("f2ha.care "));
    let json = run(&["catalog", "list", "--edition", "R7", "--format", "json"]).json();
    let item = |id: &str| json["items"].as_array().and_then(|all| all.iter().find(|item| item["id"] == id)).cloned();
    assert_eq!(
        item("f1.function").expect("an item"),
        json!({"id": "f1.function", "number": "1", "number_is_official": false,
            "label": builtin("R7").item(Id::F1Function).label, "kind": "choice"})
    );
    assert_eq!(item("f1.generalist").expect("an item")["number_is_official"], true);
}

#[test]
fn a_file_is_converted_to_the_same_catalogue_or_refused_with_every_place() {
    let folder = Folder::new("catalog-convert");
    let file = folder.file("R8.toml", edited());
    let converted = run(&["catalog", "convert", &file]);
    assert_eq!(converted.code, Some(0), "{}", converted.err);
    let catalog = Catalog::from_json(&converted.out).expect("a catalogue");
    let loaded = kakari_catalog::load::load(&edited()).expect("a catalogue");
    assert_eq!((catalog.fingerprint(), catalog.items()), (loaded.fingerprint(), loaded.items()));
    let wrong = folder.file("wrong.toml", edited().replace("positive = true", "positive = 1"));
    let refused = run(&["catalog", "convert", &wrong]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("wrong.toml:"), "{}", refused.err);
    assert_eq!(run(&["catalog", "convert", "missing.toml"]).code, Some(2));
}

#[test]
fn every_item_is_shown_with_all_that_is_known() {
    for id in Id::ALL {
        let args = ["catalog", "show", id.as_str(), "--edition", "R8"];
        let human = run(&args);
        assert_eq!(human.code, Some(0), "{}", id.as_str());
        assert!(human.out.contains("令和8年度報告(R8)") && human.out.contains("確度と出典"), "{}", human.out);
        let json = run(&[&args[..], &["--format", "json"]].concat()).json();
        let (catalog, item) = (builtin("R8"), &json["item"]);
        assert_eq!(item["id"], id.as_str());
        assert!(item["facts"]["label"]["grade"].is_string(), "{item}");
        assert_eq!(item["options"].as_array().map(Vec::len), Some(catalog.options(catalog.item(*id)).len()));
        for law in item["law"].as_array().expect("a list") {
            assert!(law["quote"].is_string(), "{law}");
        }
    }
}

#[test]
fn a_code_is_shown_with_its_own_grade_and_source() {
    let json = run(&["catalog", "show", "f1.diseases", "--edition", "R7", "--format", "json"]).json();
    let diabetes = &json["item"]["options"][2];
    assert_eq!(
        (&diabetes["key"], &diabetes["code"], &diabetes["code_is_official"]),
        (&json!("2"), &json!("2"), &json!(false))
    );
    assert_eq!(diabetes["fact"], json!({"grade": "inferred", "source": "jmedj", "place": "(1)〜(38)"}));
    let human = run(&["catalog", "show", "f1.diseases", "--edition", "R7"]).out;
    assert!(human.contains("[2] 糖尿病: 暫定(手がかり: 日本医事新報 (1)〜(38))"), "{human}");
    let count = run(&["catalog", "show", "f1.generalist.fte", "--edition", "R7", "--format", "json"]).json();
    assert_eq!(count["item"]["when"], json!({"item": "f1.generalist", "is": ["yes"]}));
    let willing = run(&["catalog", "show", "f1.willing", "--edition", "R7", "--format", "json"]).json();
    assert_eq!(willing["item"]["when"], json!({"decision": "function1", "is": ["lacks"]}));
    let always = run(&["catalog", "show", "f1.posted", "--edition", "R7", "--format", "json"]).json();
    assert_eq!(always["item"]["when"], json!(null));
}

#[test]
fn an_edition_or_item_that_is_not_there_is_named() {
    for (args, word) in [
        (&["catalog", "list", "--edition", "R1"][..], "内蔵の版は R7、R8 です"),
        (&["catalog", "show", "f1.nothing"], "f1.nothing"),
        (&["catalog", "diff", "R7", "missing.toml"], "missing.toml"),
        (&["catalog", "list", "--edition", "R8", "--catalog", "x.toml"], "一緒には指定できません"),
        (&["schema", "--edition", "R1"], "R1"),
    ] {
        let result = run(args);
        assert_eq!((result.code, result.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(result.err.contains(word), "{args:?}: {}", result.err);
    }
}

#[test]
fn an_edited_edition_is_listed_and_shown() {
    let folder = Folder::new("catalog-edited");
    let file = folder.file("R8.toml", edited());
    let json = run(&["catalog", "show", "f1.medication", "--catalog", &file, "--format", "json"]).json();
    let keys: Vec<_> =
        json["item"]["options"].as_array().expect("a list").iter().map(|option| option["key"].clone()).collect();
    assert_eq!(keys, ["in_house_only", "yes", "later"]);
    assert_ne!(json["catalog"], json!(builtin("R8").fingerprint()));
    assert_eq!(run(&["catalog", "list", "--catalog", &file, "--format", "json"]).json()["catalog"], json["catalog"]);
}

#[test]
fn a_good_file_is_said_to_be_good() {
    let folder = Folder::new("catalog-good");
    for text in [R8, include_str!("../../catalog/editions/R7.toml"), &edited()] {
        let file = folder.file("edition.toml", text);
        let result = run(&["catalog", "check", &file]);
        assert_eq!((result.code, result.err.as_str()), (Some(0), ""));
        assert!(result.out.contains("誤りはありません"), "{}", result.out);
    }
    assert_eq!(run_with(&["catalog", "check", "-"], R8.as_bytes()).code, Some(0));
}

#[test]
fn all_that_is_wrong_is_told_with_file_line_and_column() {
    let folder = Folder::new("catalog-bad");
    let text = edited().replace("code = \"1\"", "code = \"0\"").replace("\"in_house_only\"", "\"in_house\"")
        + "\n[[item]]\nid = \"f1.postd\"\nsection = \"f1\"\ngroup = \"function\"\nlabel = \"掲示\"\nkind = \"choice\"\n\
           options = \"Z\"\nwhen = { item = \"f1.medication\", is = [\"maybe\"] }\nfacts = { label = \"inferred\" }\n";
    let file = folder.file("bad.toml", &text);
    let result = run(&["catalog", "check", &file]);
    assert_eq!((result.code, result.err.as_str()), (Some(1), ""));
    for (part, word) in [
        ("\"0\", label = \"有り\"", "コード「0」が2つ"),
        ("[\n  { key = \"in_house\"", "選択肢「in_house_only」がありません"),
        ("\"f1.postd\"", "項目ID「f1.postd」は使えません"),
        ("\"Z\"", "選択肢の組「Z」がありません"),
        ("{ item = \"f1.medication\"", "選択肢「maybe」がありません"),
    ] {
        let before = &text[..text.find(part).expect(part)];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
        let start = format!("{file}:{line}:{column}: ");
        let found = result.out.lines().any(|line| line.starts_with(&start) && line.contains(word));
        assert!(found, "{start}{word} in\n{}", result.out);
    }
    assert!(result.out.lines().all(|line| line.starts_with(&format!("{file}:"))), "{}", result.out);
}

#[test]
fn a_file_that_cannot_be_read_is_no_catalogue() {
    let folder = Folder::new("catalog-unread");
    for file in [folder.name("missing.toml"), folder.file("sjis.toml", b"label = \"\x82\xa0\"")] {
        let result = run(&["catalog", "check", &file]);
        assert_eq!((result.code, result.out.as_str()), (Some(2), ""));
        assert!(result.err.contains(&file), "{}", result.err);
    }
    let broken = folder.file("broken.toml", "edition = \n");
    let result = run(&["catalog", "check", &broken]);
    assert_eq!(result.code, Some(1));
    assert!(result.out.starts_with(&format!("{broken}:1:11: ")), "{}", result.out);
}

#[test]
fn what_differs_is_told_fact_by_fact() {
    let folder = Folder::new("catalog-diff");
    let file = folder.file("R8.toml", edited());
    let same = run(&["catalog", "diff", "R8", "R8"]);
    assert_eq!(same.code, Some(0));
    assert!(same.out.contains("違いはありません"));

    let human = run(&["catalog", "diff", "R8", &file]);
    assert_eq!(human.code, Some(1));
    for part in
        ["f1.medication ", "選択肢- 無し(意向無し) [no]", "選択肢+ 予定 [later]", "選択肢「有り」のコード: 3 → 1"]
    {
        assert!(human.out.contains(part), "{part}: {}", human.out);
    }
    let json = run(&["catalog", "diff", "R8", &file, "--format", "json"]).json();
    let changes = json["changes"].as_array().expect("a list");
    let code = json!({"subject": "option", "item": "f1.medication", "option": "yes", "change": "changed",
        "fact": "code", "before": "3", "after": "1"});
    assert!(changes.contains(&code), "{changes:#?}");
    let new =
        json!({"subject": "option", "item": "f1.medication", "option": "later", "change": "added", "label": "予定"});
    assert!(changes.contains(&new), "{changes:#?}");
    assert_eq!(json["before"]["catalog"], builtin("R8").fingerprint());

    let dates = run(&["catalog", "diff", "R7", "R8"]);
    assert_eq!(dates.code, Some(1));
    assert!(dates.out.contains("報告期間: 2026-01-01〜2026-03-31 → 2027-01-01〜2027-03-31"), "{}", dates.out);
}

#[test]
fn the_schema_is_that_of_the_edition() {
    let r8 = run(&["schema", "--edition", "R8"]);
    assert_eq!(r8.code, Some(0));
    let schema: Value = r8.json();
    assert_eq!(schema["$id"], "urn:kakari:draft:R8");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["properties"]["edition"]["const"], "R8");
    assert_eq!(r8.out, run(&["schema", "--edition", "R8"]).out);
}

#[test]
fn the_schema_of_an_edited_edition_follows_it_under_a_name_of_its_own() {
    let folder = Folder::new("schema-edited");
    let file = folder.file("R8.toml", edited());
    let schema = run(&["schema", "--catalog", &file]).json();
    assert_eq!(
        schema["properties"]["answers"]["properties"]["f1.medication"]["enum"],
        json!(["in_house_only", "yes", "later"])
    );
    let id = schema["$id"].as_str().expect("an id");
    assert!(id.starts_with("urn:kakari:draft:R8:") && id.len() == "urn:kakari:draft:R8:".len() + 16, "{id}");
}

#[test]
fn help_is_in_japanese() {
    for command in [
        &["catalog", "--help"][..],
        &["catalog", "list", "-h"],
        &["catalog", "show", "-h"],
        &["catalog", "check", "-h"],
        &["catalog", "diff", "-h"],
        &["schema", "-h"],
    ] {
        let result = run(command);
        assert_eq!(result.code, Some(0));
        for word in ["Usage", "Options", "Arguments", "Commands", "Print", "possible values", "default"] {
            assert!(!result.out.contains(word) && !result.out.contains(&word.to_uppercase()), "{word}: {}", result.out);
        }
    }
    assert_eq!(run(&["catalog"]).code, Some(2));
    assert!(run(&["catalog", "lst"]).err.contains("lst"));
}
