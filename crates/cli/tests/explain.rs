//! `kakari explain`, `notice` and `transcribe`.

mod common;

use common::{CLEAN, Folder, faulty, run, run_with};
use kakari_catalog::Id;
use kakari_rules::registry::RULES;

#[test]
fn every_code_is_explained() {
    for rule in RULES {
        let result = run(&["explain", &rule.code.to_lowercase()]);
        assert_eq!(result.code, Some(0), "{}", rule.code);
        for part in [rule.code, rule.title, rule.severity.label(), rule.page.about, "理由: ", "対応: ", "根拠"] {
            assert!(result.out.contains(part), "{}: {part}", rule.code);
        }
        assert!(!result.out.contains("{0}") && !result.out.contains("{items}"), "{}", result.out);
        for cite in rule.sources {
            assert!(result.out.contains(&cite.title()), "{}: {}", rule.code, cite.title());
            assert!(cite.quote().is_none_or(|quote| result.out.contains(quote.text)), "{}", rule.code);
        }
    }
}

#[test]
fn every_item_is_explained() {
    for id in Id::ALL {
        let result = run(&["explain", id.as_str()]);
        assert_eq!(result.code, Some(0), "{}", id.as_str());
        assert!(result.out.contains(id.as_str()) && result.out.contains("確度と出典"), "{}", result.out);
    }
}

#[test]
fn a_provisional_number_or_code_says_so() {
    let explain = |id| run(&["explain", id]).out;
    assert!(explain("f1.function").contains("項番: 1(暫定)"));
    assert!(explain("f1.generalist").contains("項番: 4\n") && explain("f1.generalist").contains("  1: 有り [yes]"));
    assert!(explain("f1.diseases").contains("2(暫定): 糖尿病 [2]"));
    assert!(explain("f2i.own").contains("コード未確認(暫定): 自院の連絡先を渡して随時対応 [own]"));
    assert!(explain("f2i.rota").contains("令和7年度報告: 令和7年1月1日〜令和7年12月31日の実績\n"));
}

#[test]
fn what_is_unknown_is_answered_with_what_comes_near() {
    for (name, near) in [("K140", "K104"), ("f1.generalst", "f1.generalist"), ("zzz", "、")] {
        let result = run(&["explain", name]);
        assert_eq!((result.code, result.out.as_str()), (Some(2), ""), "{name}");
        assert!(result.err.contains(near), "{name}: {}", result.err);
    }
}

#[test]
fn the_notice_is_a_file_of_its_own() {
    let folder = Folder::new("notice");
    let (draft, html) = (folder.file("a.kakari.json", CLEAN), folder.name("a.html"));
    let result = run(&["notice", "--as-of", "2026-02-01", "--date", "2026-01-15", &draft, "-o", &html]);
    assert_eq!((result.code, result.out.as_str(), result.err.as_str()), (Some(0), "", ""));
    let text = std::fs::read_to_string(&html).expect("a file");
    assert!(text.starts_with("<!doctype html>") && text.contains("2026年1月15日"));
    assert!(text.contains("2026年2月1日作成"));

    let draft = folder.file("b.kakari.json", faulty());
    let result = run(&["notice", "--as-of", "2026-02-01", &draft]);
    assert_eq!(result.code, Some(1));
    assert!(result.out.contains("下書き") && result.err.contains("下書き"));
}

#[test]
fn the_notice_is_made_for_the_wall_it_hangs_on() {
    let made = |options: &[&str]| {
        let args = [&["notice", "--as-of", "2026-02-01"], options, &["-"]].concat();
        let result = run_with(&args, CLEAN.as_bytes());
        assert_eq!((result.code, result.err.as_str()), (Some(0), ""));
        result.out
    };
    let sheets = |html: &str| html.matches("<article").count();
    let plain = made(&[]);
    assert!(plain.contains("size: A4 portrait; margin: 0 }") && sheets(&plain) == 1);
    let wide = made(&["--a3", "--landscape"]);
    assert!(wide.contains("size: A3 landscape; margin: 0 }") && sheets(&wide) == 1);
    assert_eq!(sheets(&made(&["--larger"])), 2);
    assert_eq!(sheets(&made(&["--larger", "--only-applying", "--without-numbers"])), 1);
}

#[test]
fn the_transcription_is_refused_while_errors_remain() {
    let args = ["transcribe", "--as-of", "2026-02-01", "-"];
    let made = run_with(&args, CLEAN.as_bytes());
    assert_eq!(made.code, Some(0));
    assert!(made.out.starts_with("\u{feff}機能,項番,"));
    let refused = run_with(&args, faulty().as_bytes());
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(refused.err.contains("--draft"), "{}", refused.err);
    let draft =
        run_with(&["transcribe", "--as-of", "2026-02-01", "--draft", "--format", "csv", "-"], faulty().as_bytes());
    assert_eq!(draft.code, Some(1));
    assert!(draft.out.starts_with("下書き"));
    assert_eq!(run_with(&args, b"<html>").code, Some(2));
}

#[test]
fn help_is_in_japanese() {
    for command in [
        &["--help"][..],
        &["check", "--help"],
        &["explain", "--help"],
        &["notice", "-h"],
        &["transcribe", "-h"],
        &["completions", "-h"],
        &["manual"],
    ] {
        let result = run(command);
        assert_eq!(result.code, Some(0));
        for word in ["Usage", "Options", "Arguments", "Commands", "Print", "possible values", "default"] {
            assert!(!result.out.contains(word) && !result.out.contains(&word.to_uppercase()), "{word}: {}", result.out);
        }
    }
    assert!(run(&["--version"]).out.starts_with("kakari 0."));
    assert_eq!(run(&[]).code, Some(2));
    assert_eq!(run(&["chekc"]).code, Some(2));
}
