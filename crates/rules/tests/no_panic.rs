//! Whatever is read and checked: no panic, the same result twice, and findings in order.

use std::sync::LazyLock;

use kakari_catalog::{Catalog, Date, Id, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{Finding, Options, Place, Report};
use proptest::prelude::*;

const BASE: &str = include_str!("../src/base.kakari.json");

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::builtin("R7").expect("R7"));

fn day() -> impl Strategy<Value = Date> {
    (2025..=2027i32, 1..=12u8, 1..=28u8)
        .prop_map(|(year, month, day)| parse_date(&format!("{year}-{month:02}-{day:02}")).expect("a date"))
}

fn options() -> impl Strategy<Value = Options> {
    (day(), prop::option::of(day())).prop_map(|(today, deadline)| Options { today, deadline })
}

/// A text with the characters that the rules look for among all others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9０-９,.・()（）+\\- 　－]{0,14}",
        "20[0-9]{2}-[0-1][0-9]-[0-3][0-9]",
        "[\u{0}-\u{20}\u{e000}-\u{e010}あ亜髙\u{3099}\u{10ffff}]{0,8}",
        prop::sample::select(vec!["yes", "no", "none", "0", "17", "有り", "periodic", "change", "R7", "R8", ""])
            .prop_map(str::to_owned),
    ]
}

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,25})?",
        text().prop_map(|text| quoted(&text)),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let key = prop_oneof![Just("name".to_owned()), Just("content".to_owned()), text()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec((key, inner), 0..5).prop_map(|members| object(&members)),
        ]
    })
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

fn object(members: &[(String, String)]) -> String {
    let members: Vec<_> = members.iter().map(|(name, json)| format!("{}:{json}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn id() -> impl Strategy<Value = String> {
    prop::sample::select(Id::ALL).prop_map(|id| id.as_str().to_owned())
}

/// A member of the file, known or not.
fn member() -> impl Strategy<Value = String> {
    const HEAD: [&str; 5] = ["version", "edition", "report", "facility", "answers"];
    prop_oneof![prop::sample::select(HEAD.to_vec()).prop_map(str::to_owned), id(), text()]
        .prop_filter("the format stays", |name| name != "format")
}

/// Everything that a reader gets to see of a finding.
fn written(finding: &Finding) -> (&'static str, Vec<String>, [String; 3]) {
    let places = finding.places.iter().map(|place| place.id(&CATALOG).to_owned()).collect();
    let texts = [finding.message(&CATALOG), finding.why(&CATALOG), finding.fix(&CATALOG)];
    (finding.code(), places, texts)
}

/// The order of a finding: the head of the file, the items in form order, what is unknown; then the code.
fn order(finding: &Finding) -> (usize, &'static str) {
    let place = |place: &Place| match place {
        Place::Item(index) => index + 1,
        Place::Member(name) => match name.as_str() {
            "edition" | "version" | "report" | "facility" | "answers" => 0,
            _ => usize::MAX,
        },
    };
    (finding.places.iter().map(place).min().unwrap_or(0), finding.code())
}

fn verify(draft: &Draft, options: Options) -> Result<(), TestCaseError> {
    let check = || kakari_rules::check(draft, &CATALOG, &options);
    let (first, second): (Report, Report) = (check(), check());
    let lines = |report: &Report| report.findings.iter().map(written).collect::<Vec<_>>();
    prop_assert_eq!(lines(&first), lines(&second));
    prop_assert_eq!(&first.target, &second.target);
    prop_assert_eq!(&first.function1, &second.function1);
    prop_assert_eq!(&first.function2, &second.function2);
    prop_assert_eq!(&first.explanation_duty, &second.explanation_duty);

    let orders: Vec<_> = first.findings.iter().map(order).collect();
    prop_assert!(orders.is_sorted(), "{:?}", orders);
    for (_, _, texts) in lines(&first) {
        prop_assert!(texts.iter().all(|text| text.ends_with('。')), "{:?}", texts);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_makes_reader_or_rules_panic(text in any::<String>(), options in options()) {
        match Draft::read(&text) {
            Ok(draft) => verify(&draft, options)?,
            Err(error) => prop_assert!(!kakari_rules::refusal(&error).message(&CATALOG).is_empty()),
        }
    }

    #[test]
    fn no_damage_to_a_draft_makes_reader_or_rules_panic(
        at in any::<prop::sample::Index>(),
        length in 0..40usize,
        with in text(),
        options in options(),
    ) {
        let characters: Vec<char> = BASE.chars().collect();
        let (before, after) = characters.split_at(at.index(characters.len()));
        let rest = &after[length.min(after.len())..];
        let damaged: String = before.iter().copied().chain(with.chars()).chain(rest.iter().copied()).collect();
        match Draft::read(&damaged) {
            Ok(draft) => verify(&draft, options)?,
            Err(error) => prop_assert!(!kakari_rules::refusal(&error).message(&CATALOG).is_empty()),
        }
    }

    #[test]
    fn no_value_under_any_item_makes_the_rules_panic(
        values in prop::collection::vec((id(), json()), 1..12),
        options in options(),
    ) {
        let mut draft = Draft::read(BASE).expect("a draft");
        for (id, json) in &values {
            draft.set(id, Some(serde_json::from_str::<Value>(json).expect("JSON")));
        }
        verify(&draft, options)?;
    }

    #[test]
    fn no_members_make_the_rules_panic(
        members in prop::collection::vec((member(), json()), 0..8),
        facility in prop::collection::vec((prop_oneof![id(), text()], json()), 0..6),
        answers in prop::collection::vec((prop_oneof![id(), text()], json()), 0..6),
        options in options(),
    ) {
        let mut all = vec![("format".to_owned(), quoted("kakari-report"))];
        let facility: Vec<_> =
            facility.into_iter().map(|(id, json)| (id.trim_start_matches("facility.").to_owned(), json)).collect();
        all.push(("facility".to_owned(), object(&facility)));
        all.push(("answers".to_owned(), object(&answers)));
        all.extend(members);
        let draft = Draft::read(&object(&all)).expect("a draft");
        verify(&draft, options)?;
    }
}

#[test]
fn every_kind_of_value_under_every_item_is_read_without_panic() {
    let long = format!("\"{}\"", "あ".repeat(10_000));
    let values = ["null", "true", "0", "-1", "1e400", "1.99", r#""""#, "[]", "[[]]", "{}", r#"[{"name":null}]"#, &long];
    let options = Options { today: parse_date("2026-02-01").expect("a date"), deadline: None };
    for id in Id::ALL {
        for json in values {
            let mut draft = Draft::read(BASE).expect("a draft");
            draft.set(id.as_str(), Some(serde_json::from_str(json).expect("JSON")));
            verify(&draft, options).unwrap_or_else(|error| panic!("{}: {json:.40}: {error}", id.as_str()));
        }
    }
}
