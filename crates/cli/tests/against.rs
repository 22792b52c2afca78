//! `kakari check` against another catalogue and other drafts, and with its grounds.

mod common;

use common::{CLEAN, Folder, faulty, line, run, run_with};
use kakari_catalog::Catalog;
use kakari_rules::{Options, check};
use serde_json::Value;

const R7: &str = include_str!("../../catalog/editions/R7.toml");
const R8: &str = include_str!("../../catalog/editions/R8.toml");
const DAY: [&str; 3] = ["check", "--as-of", "2026-02-01"];

fn args<'a>(more: &[&'a str]) -> Vec<&'a str> {
    DAY.into_iter().chain(more.iter().copied()).collect()
}

fn codes(result: &Value) -> Vec<&str> {
    result["findings"].as_array().expect("a list").iter().filter_map(|finding| finding["code"].as_str()).collect()
}

/// R7 whose D set has lost 「無し(意向無し)」 and won 「予定」.
fn edited() -> String {
    let edited = R7.replacen(
        "{ key = \"no\", code = \"1\", label = \"無し(意向無し)\"",
        "{ key = \"later\", code = \"1\", label = \"予定\"",
        1,
    );
    assert_ne!(edited, R7);
    edited
}

#[test]
fn a_draft_is_checked_against_the_catalogue_that_was_asked_for() {
    let folder = Folder::new("against-catalog");
    let file = folder.file("R7.toml", edited());
    let draft = CLEAN.replace("\"f1.medication\": \"yes\"", "\"f1.medication\": \"later\"");
    assert_ne!(draft, CLEAN);
    let plain = run_with(&args(&["--format", "json", "-"]), draft.as_bytes());
    assert_eq!((plain.code, codes(&plain.json()).contains(&"KF04")), (Some(1), true));
    let own = run_with(&args(&["--format", "json", "--catalog", &file, "-"]), draft.as_bytes());
    assert_eq!((own.code, codes(&own.json()).contains(&"KF04")), (Some(0), false));
    let fingerprint = kakari_catalog::load::load(&edited()).expect("an edition").fingerprint().to_owned();
    assert_eq!(own.json()["catalog"], fingerprint.as_str());
    let human = run_with(&args(&["--catalog", &file, "-"]), draft.as_bytes()).out;
    assert!(human.contains(&format!("内蔵のものではない台帳で点検しています(指紋 {fingerprint})")), "{human}");
}

#[test]
fn a_catalogue_with_mistakes_is_refused_and_the_built_in_one_stays() {
    let folder = Folder::new("against-bad-catalog");
    let file = folder.file("bad.toml", R7.replacen("id = \"f1.posted\"", "id = \"f1.postd\"", 1));
    let result = run_with(&args(&["--format", "json", "--catalog", &file, "-"]), CLEAN.as_bytes());
    assert_eq!((result.code, result.out.as_str()), (Some(2), ""));
    let line = R7[..R7.find("id = \"f1.posted\"").expect("an item")].matches('\n').count() + 1;
    assert!(result.err.contains(&format!("{file}:{line}:6: 項目ID「f1.postd」")), "{}", result.err);
    assert!(result.err.contains("内蔵の台帳は変わりません"), "{}", result.err);
    let builtin = Catalog::builtin("R7").expect("R7");
    let after = run_with(&args(&["--format", "json", "-"]), CLEAN.as_bytes()).json();
    assert_eq!(after["catalog"], builtin.fingerprint());
}

#[test]
fn a_draft_of_another_edition_is_not_checked_against_the_wrong_dates() {
    let folder = Folder::new("against-other-edition");
    let file = folder.file("R8.toml", R8);
    // A known edition is refused, one that nobody knows or none is KF10's to tell.
    let known = run_with(&args(&["--format", "json", "--catalog", &file, "-"]), CLEAN.as_bytes());
    assert_eq!((known.code, known.out.trim()), (Some(2), "null"));
    assert!(known.err.contains("下書きの版は「R7」") && known.err.contains("「R8」"), "{}", known.err);
    for other in [CLEAN.replace("\"R7\"", "\"R99\""), CLEAN.replace("\"edition\": \"R7\",", "")] {
        let result = run_with(&args(&["--format", "json", "--catalog", &file, "-"]), other.as_bytes());
        assert_eq!(result.code, Some(1));
        assert!(codes(&result.json()).contains(&"KF10"));
    }
    let new = folder.file("R9.toml", R8.replacen("\"R8\"", "\"R9\"", 1));
    let own =
        run_with(&args(&["--format", "json", "--catalog", &new, "-"]), CLEAN.replace("\"R7\"", "\"R9\"").as_bytes());
    assert_eq!((own.code, codes(&own.json()).contains(&"KF10")), (Some(0), false), "{}", own.out);

    let lines = format!("{}\n{}\n", line(CLEAN), line(&CLEAN.replace("\"R7\"", "\"R8\"")));
    let many = run_with(&args(&["--format", "jsonl", "--lines", "--catalog", &file, "-"]), lines.as_bytes());
    assert_eq!((many.code, many.out.lines().next(), many.out.lines().count()), (Some(2), Some("null"), 2));
    assert!(many.err.contains("1行目"), "{}", many.err);
}

#[test]
fn a_draft_is_compared_with_last_year_and_with_what_was_confirmed() {
    let folder = Folder::new("against-drafts");
    let nurses =
        |count| CLEAN.replace("\"f1.staff.outpatient_nurses\": 3", &format!("\"f1.staff.outpatient_nurses\": {count}"));
    let last_year = folder.file("last.kakari.json", nurses(10));
    let confirmed =
        folder.file("confirmed.kakari.json", CLEAN.replace("\"f2i.own\": ", "\"f2i.own\": \"no\", \"f2i.x\": "));
    let result =
        |more: &[&str]| run_with(&args(&[more, &["--format", "json", "-"]].concat()), nurses(100).as_bytes()).json();
    let has = |result: &Value, code| codes(result).contains(&code);
    let plain = result(&[]);
    assert!(!has(&plain, "KX01") && !has(&plain, "KX02"), "{:?}", codes(&plain));
    assert!(has(&result(&["--last-year", &last_year]), "KX01"));
    assert!(has(&result(&["--confirmed", &confirmed]), "KX02"));
    let both = result(&["--last-year", &last_year, "--confirmed", &confirmed]);
    assert!(has(&both, "KX01") && has(&both, "KX02"), "{:?}", codes(&both));
}

#[test]
fn last_year_of_another_institution_is_a_question_and_no_comparison() {
    let folder = Folder::new("against-another");
    let other = CLEAN.replacen("\"code\": \"", "\"code\": \"99", 1);
    assert_ne!(other, CLEAN);
    let last_year = folder.file("last.kakari.json", other);
    let result = run_with(&args(&["--format", "json", "--last-year", &last_year, "-"]), CLEAN.as_bytes()).json();
    let finding = result["findings"].as_array().and_then(|all| all.iter().find(|own| own["code"] == "KX01")).cloned();
    assert_eq!(finding.expect("KX01")["severity"], "question");
}

#[test]
fn a_draft_to_compare_with_that_cannot_be_read_stops_the_check() {
    let folder = Folder::new("against-unread");
    let other = folder.file("other.json", "{\n\"format\": \"other\"}");
    let missing = folder.name("missing.json");
    for option in ["--last-year", "--confirmed"] {
        for (file, word) in [(&other, "2行18列"), (&missing, "ファイルがありません")] {
            let result = run_with(&args(&[option, file, "-"]), CLEAN.as_bytes());
            assert_eq!((result.code, result.out.as_str()), (Some(2), ""), "{option}");
            assert!(result.err.contains(file.as_str()) && result.err.contains(word), "{}", result.err);
        }
    }
    let twice = run_with(&args(&["--last-year", "-", "-"]), CLEAN.as_bytes());
    assert_eq!((twice.code, twice.out.as_str()), (Some(2), ""));
    assert!(twice.err.contains("標準入力"), "{}", twice.err);
}

#[test]
fn explained_every_condition_is_told_whichever_way_it_went() {
    let catalog = Catalog::builtin("R7").expect("R7");
    let options = Options { today: kakari_catalog::parse_date("2026-02-01").expect("a date"), deadline: None };
    let lacks = CLEAN.replace("\"f1.posted\": \"yes\"", "\"f1.posted\": \"no\"");
    let open = CLEAN.replace("\"f1.posted\": \"yes\",", "");
    for text in [CLEAN, &lacks, &open] {
        let draft = kakari_draft::Draft::read(text).expect("a draft");
        let report = check(&draft, &catalog, &options);
        let human = run_with(&args(&["--explain", "-"]), text.as_bytes()).out;
        let mut decisions = vec![&report.target, &report.function1, &report.explanation_duty];
        decisions.extend(report.function2.all().map(|(_, decision)| decision));
        for condition in decisions.into_iter().flat_map(|decision| &decision.because) {
            let mark = match condition.met {
                Some(true) => "✓ 満たす: ",
                Some(false) => "✗ 満たさない: ",
                None => "– まだわからない: ",
            };
            assert!(human.contains(&format!("    {mark}{}\n", condition.text)), "{mark}{}: {human}", condition.text);
            assert!(condition.sources.iter().all(|cite| human.contains(&cite.title())), "{}", condition.text);
        }
    }
}

#[test]
fn explained_a_finding_quotes_its_articles() {
    let human = run_with(&args(&["--explain", "-"]), faulty().as_bytes()).out;
    assert!(human.contains("K104") && human.contains("「医療従事者のうち厚生労働大臣が定めるものの有無」"), "{human}");
    assert!(human.contains("- 報告マニュアル PDF p.62(条文・資料のとおり)"), "{human}");
    let plain = run_with(&args(&["-"]), faulty().as_bytes()).out;
    assert!(!plain.contains("「医療従事者のうち"), "{plain}");
    let refused = run_with(&args(&["--explain", "-"]), b"<html>").out;
    assert!(refused.contains("KF01") && refused.contains("1行1列"), "{refused}");
}

#[test]
fn the_grounds_change_nothing_in_json() {
    let json = |more: &[&str]| run_with(&args(&[more, &["--format", "json", "-"]].concat()), faulty().as_bytes()).out;
    assert_eq!(json(&["--explain"]), json(&[]));
    assert_eq!(run(&["check", "--explain"]).code, Some(2));
}
