//! Tests of what all rules say: plain, polite, short, and without anything that a person typed about persons.

use kakari_catalog::{Catalog, Id, Kind};
use kakari_draft::{Draft, Object, Value};

use crate::registry::RULES;
use crate::testing::example_report;
use crate::{Example, Finding, Rule, Severity};

const LONGEST_MESSAGE: usize = 120;
const LONGEST_WHY: usize = 200;
const LONGEST_FIX: usize = 200;

/// です・ます. What a sentence may end in, brackets at its end aside.
const ENDINGS: [&str; 7] = ["です", "ます", "ません", "ください", "でした", "ました", "でしょう"];

/// The sentences of a text, without the full stops; one inside brackets ends none.
fn sentences(text: &str) -> Vec<String> {
    let (mut depth, mut sentences, mut sentence) = (0u32, Vec::new(), String::new());
    for character in text.chars() {
        match character {
            '「' | '(' | '（' => depth += 1,
            '」' | ')' | '）' => depth = depth.saturating_sub(1),
            '。' if depth == 0 => {
                sentences.push(std::mem::take(&mut sentence));
                continue;
            }
            _ => (),
        }
        sentence.push(character);
    }
    assert!(sentence.is_empty(), "no full stop: {text}");
    sentences
}

/// The sentence without a remark in brackets at its end.
fn without_remark(sentence: &str) -> &str {
    match sentence.strip_suffix([')', '）']) {
        Some(open) => open.rfind(['(', '（']).map_or(sentence, |at| &open[..at]),
        None => sentence,
    }
}

#[track_caller]
fn assert_plain(rule: &Rule, what: &str, text: &str, longest: usize) {
    let code = rule.code;
    let length = text.chars().count();
    assert!(length <= longest, "{code} {what}: {length} characters, {longest} at most: {text}");
    for sentence in sentences(text) {
        let end = without_remark(&sentence);
        assert!(ENDINGS.iter().any(|ending| end.ends_with(ending)), "{code} {what}: {sentence}");
    }
    assert!(rule.severity == Severity::Error || !text.contains("エラー"), "{code} {what}: {text}");
    // KF02 is about ids that nobody knows, and names them.
    let prefixes = ["f1.", "f2i.", "f2ro.", "f2ha.", "f2ni.", "other.", "facility."];
    assert!(code == "KF02" || !prefixes.iter().any(|id| text.contains(id)), "{code} {what} shows an id: {text}");
}

fn examples() -> impl Iterator<Item = (&'static Rule, &'static Example)> {
    RULES.iter().flat_map(|rule| rule.page.good.iter().chain(rule.page.bad).map(move |example| (*rule, example)))
}

fn texts_of(finding: &Finding, catalog: &Catalog) -> [String; 3] {
    [finding.message(catalog), finding.why(catalog), finding.fix(catalog)]
}

#[test]
fn every_text_is_plain_polite_and_short() {
    for rule in RULES {
        for text in rule.texts {
            assert_plain(rule, "message", text.message, LONGEST_MESSAGE);
            assert_plain(rule, "why", text.why, LONGEST_WHY);
            assert_plain(rule, "fix", text.fix, LONGEST_FIX);
        }
    }
}

#[test]
fn every_example_is_said_in_plain_polite_and_short_words() {
    for (rule, example) in examples() {
        let (catalog, report) = example_report(example, |_| ());
        for finding in report.findings.iter().filter(|finding| finding.code() == rule.code) {
            let [message, why, fix] = texts_of(finding, &catalog);
            assert_plain(rule, "message", &message, LONGEST_MESSAGE);
            assert_plain(rule, "why", &why, LONGEST_WHY);
            assert_plain(rule, "fix", &fix, LONGEST_FIX);
        }
    }
}

#[test]
fn every_title_and_page_is_there_and_shows_no_id() {
    for rule in RULES {
        assert!(!rule.title.ends_with('。') && rule.title.chars().count() <= 40, "{}: {}", rule.code, rule.title);
        for sentence in sentences(rule.page.about) {
            let end = without_remark(&sentence);
            assert!(ENDINGS.iter().any(|ending| end.ends_with(ending)), "{} about: {sentence}", rule.code);
        }
    }
}

/// Stands in every text of the drafts below, and must not come out of a check.
const MARK: &str = "秘密の印";

/// Puts the mark into every text: names, address, telephone, free texts, partners.
fn mark(draft: &mut Draft) {
    let catalog = Catalog::builtin("R7").expect("R7");
    let marked =
        |text: Option<&Value>| Value::from(format!("{}{MARK}", text.and_then(Value::as_str).unwrap_or("")).as_str());
    for item in catalog.items() {
        let id = item.id.as_str();
        // The code of the institution is no text of theirs, and rules may say its digits.
        if id == Id::FacilityCode.as_str() {
            continue;
        }
        let value = match (item.kind, draft.get(id)) {
            (Kind::Text, value) if value.is_none_or(|value| value.as_str().is_some()) => marked(value),
            (Kind::Names, value) => match value.map(Value::as_array) {
                Some(None) => continue,
                Some(Some(names)) => Value::Array(names.iter().map(|name| marked(Some(name))).collect()),
                None => Value::Array(vec![marked(None)]),
            },
            (Kind::Partners, value) => match value.map(Value::as_array) {
                Some(None) => continue,
                Some(Some(rows)) => Value::Array(rows.iter().map(|row| partner(row.as_object(), marked)).collect()),
                None => Value::Array(vec![partner(None, marked)]),
            },
            _ => continue,
        };
        draft.set(id, Some(value));
    }
}

fn partner(row: Option<&Object>, marked: impl Fn(Option<&Value>) -> Value) -> Value {
    let mut marked_row = Object::default();
    for name in ["name", "content"] {
        marked_row.set(name, marked(row.and_then(|row| row.get(name))));
    }
    Value::Object(marked_row)
}

#[test]
fn no_text_of_theirs_comes_out_of_a_check() {
    let mut findings = 0;
    for (rule, example) in examples() {
        let (catalog, report) = example_report(example, mark);
        for finding in &report.findings {
            findings += 1;
            for text in texts_of(finding, &catalog) {
                assert!(!text.contains(MARK), "{} in 「{}」 of {}: {text}", finding.code(), example.title, rule.code);
            }
        }
    }
    assert!(findings > RULES.len(), "the marked drafts are checked at all");
}

#[test]
fn the_mark_stands_in_every_text() {
    let mut draft = Draft::read(crate::BASE).expect("the base");
    mark(&mut draft);
    let text = draft.to_text();
    let catalog = Catalog::builtin("R7").expect("R7");
    let texts = catalog.items().iter().filter(|item| matches!(item.kind, Kind::Text | Kind::Names | Kind::Partners));
    assert!(text.matches(MARK).count() >= texts.count(), "{text}");
}
