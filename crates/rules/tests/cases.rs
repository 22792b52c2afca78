//! Whole drafts and what is found in them, from `tests/cases/*.json` at the top of the repository. The format is
//! described in the README.md beside them.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use kakari_catalog::{Catalog, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{Options, References, Report, Status, check_against};
use serde::Deserialize;

/// With fewer files than this, the folder has not been found or has been emptied.
const FEWEST: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    today: String,
    deadline: Option<String>,
    draft: Value,
    /// Last year's draft, to compare with.
    last_year: Option<Value>,
    /// The draft that the prefecture confirmed, to compare with.
    confirmed: Option<Value>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    target: String,
    function1: String,
    function2: Function2,
    explanation_duty: String,
    /// Every code, sorted, as often as it is found.
    codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Function2 {
    i: String,
    ro: String,
    ha: String,
    ni: String,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn run(case: &Case) -> Report {
    let read = |value: &Value| {
        let text = serde_json::to_string(value).expect("JSON");
        Draft::read(&text).unwrap_or_else(|error| panic!("{}: {error}", case.name))
    };
    let (draft, last_year, confirmed) =
        (read(&case.draft), case.last_year.as_ref().map(read), case.confirmed.as_ref().map(read));
    let references = References { last_year: last_year.as_ref(), confirmed: confirmed.as_ref() };
    let today = parse_date(&case.today).unwrap_or_else(|| panic!("{}: {} is no date", case.name, case.today));
    let deadline =
        case.deadline.as_deref().map(|day| parse_date(day).unwrap_or_else(|| panic!("{}: {day}", case.name)));
    let catalog =
        draft.edition().and_then(Catalog::builtin).or_else(|| Catalog::builtin_for(today)).expect("an edition");
    check_against(&draft, &catalog, &Options { today, deadline }, &references)
}

/// What differs from the expectation, one line each.
fn differences(case: &Case, report: &Report) -> Vec<String> {
    let expect = &case.expect;
    let mut differences = Vec::new();
    for (what, decision, expected) in [
        ("target", &report.target, &expect.target),
        ("function1", &report.function1, &expect.function1),
        ("function2.i", &report.function2.i, &expect.function2.i),
        ("function2.ro", &report.function2.ro, &expect.function2.ro),
        ("function2.ha", &report.function2.ha, &expect.function2.ha),
        ("function2.ni", &report.function2.ni, &expect.function2.ni),
        ("explanation_duty", &report.explanation_duty, &expect.explanation_duty),
    ] {
        let actual = decision.status.key();
        if actual != expected {
            differences.push(format!("{what}: {actual}, expected {expected}"));
        }
    }
    let mut codes: Vec<&str> = report.findings.iter().map(kakari_rules::Finding::code).collect();
    codes.sort_unstable();
    if codes != expect.codes {
        differences.push(format!("codes: {codes:?}, expected {:?}", expect.codes));
    }
    differences
}

#[test]
fn every_case_gives_what_it_expects() {
    let files = files();
    assert!(files.len() >= FEWEST, "only {} cases", files.len());
    let mut failures = Vec::new();
    for path in &files {
        let case = read(path);
        for difference in differences(&case, &run(&case)) {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            failures.push(format!("{file} ({}): {difference}", case.name));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_case_gives_the_same_findings_and_words_twice() {
    for path in files() {
        let case = read(&path);
        let edition = case.draft.as_object().and_then(|draft| draft.get("edition")).and_then(Value::as_str);
        let catalog = edition.and_then(Catalog::builtin).or_else(|| Catalog::builtin("R7")).expect("an edition");
        let words = |report: &Report| -> Vec<String> {
            let write = |finding: &kakari_rules::Finding| {
                [finding.message(&catalog), finding.why(&catalog), finding.fix(&catalog)].join("\n")
            };
            report.findings.iter().map(write).collect()
        };
        let first = words(&run(&case));
        assert_eq!(first, words(&run(&case)), "{}", path.display());
        for text in first {
            assert!(!text.contains(['{', '}']), "an open place in the text: {text}");
        }
    }
}

#[test]
fn each_decision_comes_out_as_every_one_of_its_outcomes_and_as_no_other() {
    let reports: Vec<_> = files().iter().map(|path| run(&read(path))).collect();
    let target: HashSet<_> = reports.iter().map(|report| report.target.status).collect();
    let function1: HashSet<_> = reports.iter().map(|report| report.function1.status).collect();
    let function2: HashSet<_> =
        reports.iter().flat_map(|report| report.function2.all().map(|(_, decision)| decision.status)).collect();
    let explanation_duty: HashSet<_> = reports.iter().map(|report| report.explanation_duty.status).collect();
    assert_eq!(target, HashSet::from(Status::OF_TARGET));
    assert_eq!(function1, HashSet::from(Status::OF_FUNCTION1));
    assert_eq!(function2, HashSet::from(Status::OF_FUNCTION2));
    assert_eq!(explanation_duty, HashSet::from(Status::OF_EXPLANATION_DUTY));
}

#[test]
fn no_two_cases_have_the_same_name() {
    let mut names: Vec<_> = files().iter().map(|path| read(path).name).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}
