//! `kakari check` as its users meet it.

mod common;

use common::{CLEAN, Folder, faulty, line, run, run_with};
use serde_json::Value;

const DAY: [&str; 3] = ["check", "--as-of", "2026-02-01"];

fn args<'a>(more: &[&'a str]) -> Vec<&'a str> {
    DAY.into_iter().chain(more.iter().copied()).collect()
}

fn codes(result: &Value) -> Vec<&str> {
    result["findings"].as_array().expect("a list").iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn the_exit_code_says_how_it_went() {
    let folder = Folder::new("exit");
    let clean = folder.file("clean.kakari.json", CLEAN);
    let faulty = folder.file("faulty.kakari.json", faulty());
    let other = folder.file("other.json", "{\"format\": \"other\"}");
    let sjis = folder.file("sjis.json", b"{\"format\": \"\x82\xa0\"}");
    let missing = folder.name("missing.json");
    for format in ["human", "json", "jsonl"] {
        for (file, code) in [(&clean, 0), (&faulty, 1), (&other, 2), (&sjis, 2), (&missing, 2)] {
            assert_eq!(run(&args(&["--format", format, file])).code, Some(code), "{format} {file}");
        }
        assert_eq!(run(&args(&["--format", format, &clean, &faulty])).code, Some(1));
        assert_eq!(run(&args(&["--format", format, &missing, &faulty, &clean])).code, Some(2));
    }
}

#[test]
fn one_file_gives_one_object_and_several_give_a_list() {
    let folder = Folder::new("shape");
    let clean = folder.file("clean.kakari.json", CLEAN);
    let faulty = folder.file("faulty.kakari.json", faulty());
    let one = run(&args(&["--format", "json", &faulty])).json();
    assert_eq!((one["edition"].as_str(), codes(&one).contains(&"K104")), (Some("R7"), true));
    for member in ["catalog", "rules", "target", "function1", "function2", "explanation_duty", "findings"] {
        assert!(!one[member].is_null(), "{member}");
    }
    let list = run(&args(&["--format", "json", &clean, &faulty])).json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    assert_eq!(list[1], one);
    let lines = run(&args(&["--format", "jsonl", &clean, &faulty])).out;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(Value::Array(lines), list);
}

#[test]
fn a_person_is_told_how_far_each_step_is_and_a_program_is_not() {
    let without = |name: &str| CLEAN.lines().filter(|line| !line.contains(name)).collect::<Vec<_>>().join("\n");
    for (draft, lines) in [
        (
            CLEAN.to_owned(),
            &["入力 100%(52/52項目)", "  対象の確認: 完了", "  2号機能 ニ: 完了", "  その他の報告事項: 完了"][..],
        ),
        (without("f2ni.network"), &["入力 98%(51/52項目)", "  2号機能 ニ: 要確認 1件、入力 6/7", "  2号機能 ハ: 完了"]),
        (CLEAN.replace("\"other.", "\"none."), &["入力 84%(44/52項目)", "  2号機能 ニ: 完了"]),
        (
            CLEAN.replace("\"f1.posted\": \"yes\"", "\"f1.posted\": \"no\""),
            &["  2号機能 イ: 報告不要", "  1号機能: 要確認 2件、入力 19/20"],
        ),
        (
            CLEAN.replace("\"exclusion\": \"none\"", "\"exclusion\": \"imperial\""),
            &["  医療機関: 完了", "  1号機能: 報告不要"],
        ),
        (
            "{\"format\":\"kakari-report\",\"version\":1,\"edition\":\"R7\"}".to_owned(),
            &["  2号機能 ロ: 未入力", "  1号機能: 要確認"],
        ),
    ] {
        let human = run_with(&args(&["-"]), draft.as_bytes()).out;
        for line in lines {
            assert!(human.lines().any(|own| own.starts_with(line)), "{line}: {human}");
        }
        let brief = run_with(&args(&["--format", "jsonl", "-"]), draft.as_bytes()).out;
        assert!(!brief.contains("完了"), "{brief}");
    }
    // What is no draft has no steps.
    assert!(!run_with(&args(&["-"]), b"{}").out.contains("入力 "));
}

#[test]
fn the_same_draft_and_day_give_the_same_bytes() {
    let args = args(&["--format", "jsonl", "-"]);
    assert_eq!(run_with(&args, CLEAN.as_bytes()).out, run_with(&args, line(CLEAN).as_bytes()).out);
}

#[test]
fn a_file_of_lines_gives_a_list_of_results() {
    let folder = Folder::new("lines");
    let text = format!("{}\n\n{}\r\n{{\"format\":\n{}", line(CLEAN), line(&faulty()), line(CLEAN));
    let file = folder.file("many.jsonl", text);
    let lines = run(&args(&["--format", "jsonl", &file]));
    assert_eq!((lines.out.lines().count(), lines.code), (4, Some(2)));
    let list = run(&args(&["--format", "json", &file])).json();
    assert_eq!(list.as_array().map(Vec::len), Some(4));
    assert!(list[2]["edition"].is_null());
    assert!(
        list[2]["findings"][0]["message"].as_str().is_some_and(|message| message.contains("4行10列")),
        "{}",
        list[2]
    );

    let empty = folder.file("empty.jsonl", "\n");
    assert_eq!(run(&args(&["--format", "json", &empty])).json(), serde_json::json!([]));
    let stdin = run_with(&args(&["--format", "jsonl", "--lines", "-"]), line(CLEAN).as_bytes());
    assert_eq!((stdin.out.lines().count(), stdin.code), (1, Some(0)));
}

#[test]
fn a_text_that_is_no_draft_gives_the_one_refusal_with_its_place() {
    let refused = run_with(&args(&["--format", "json", "-"]), b"{\n<html>");
    let result = refused.json();
    assert_eq!((refused.code, codes(&result)), (Some(2), vec!["KF01"]));
    assert!(result["edition"].is_null());
    assert_eq!(result["function2"]["ni"], serde_json::json!({"status": "undecided", "because": []}));
    let human = run_with(&args(&["-"]), b"{\n<html>").out;
    assert!(human.contains("2行1列") && human.contains("KF01"), "{human}");
}

#[test]
fn what_cannot_be_read_is_named_and_keeps_its_place_in_the_list() {
    let folder = Folder::new("unread");
    let clean = folder.file("clean.kakari.json", CLEAN);
    let missing = folder.name("missing.json");
    let sjis = folder.file("sjis.json", b"\x82\xa0");
    let utf16 = folder.file("utf16.json", b"\xff\xfe{\0");
    let result = run(&args(&["--format", "json", &missing, &clean, &sjis, &utf16]));
    let list = result.json();
    assert!(list[0].is_null() && list[1].is_object() && list[2].is_null() && list[3].is_null());
    for (file, word) in [(&missing, "ありません"), (&sjis, "Shift_JIS"), (&utf16, "UTF-16")] {
        assert!(result.err.lines().any(|line| line.contains(file.as_str()) && line.contains(word)), "{}", result.err);
    }
    let mixed = folder.file("mixed.jsonl", [line(CLEAN).as_bytes(), b"\n\x82\xa0\n", line(CLEAN).as_bytes()].concat());
    let result = run(&args(&["--format", "jsonl", &mixed]));
    assert_eq!((result.out.lines().nth(1), result.out.lines().count()), (Some("null"), 3));
    assert!(result.err.contains("2行目"), "{}", result.err);
}

#[test]
fn the_catalogue_is_that_of_the_draft_or_of_the_day() {
    let edition = |text: &str| run_with(&args(&["--format", "json", "-"]), text.as_bytes()).json()["edition"].clone();
    assert_eq!(edition(CLEAN), "R7");
    assert_eq!(edition(&CLEAN.replace("\"R7\"", "\"R8\"")), "R8");
    assert_eq!(edition(&CLEAN.replace("\"R7\"", "\"R99\"")), "R7");
}

#[test]
fn a_person_reads_decisions_first_and_then_what_to_do() {
    let human = run_with(&args(&["-"]), faulty().as_bytes()).out;
    let mut rest = human.as_str();
    for part in [
        "令和7年度報告",
        "1号機能: 有り",
        "エラー 1件",
        "K104 総合診療専門医数",
        "理由: ",
        "対応: ",
        "根拠: 報告マニュアル",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} in order: {human}"));
        rest = &rest[at + part.len()..];
    }
    assert!(!human.contains('\x1b'), "no colours into a pipe");
}

#[test]
fn a_day_that_is_none_is_refused_in_japanese() {
    for wrong in [["--as-of", "2026-2-1"], ["--deadline", "3/31"], ["--format", "xml"]] {
        let result = run(&["check", wrong[0], wrong[1], "-"]);
        assert_eq!((result.code, result.out.as_str()), (Some(2), ""));
        assert!(result.err.contains("使えません") && result.err.contains(wrong[0]), "{}", result.err);
    }
}

#[test]
fn without_a_day_it_checks_for_today() {
    assert_eq!(run_with(&["check", "--format", "json", "-"], CLEAN.as_bytes()).json()["edition"], "R7");
}
