//! What the tests of the crate share.
#![allow(dead_code, reason = "each test file uses its part")]

use kakari_catalog::{Catalog, Date, Kind, parse_date};
use kakari_draft::{Draft, Object, Value};
use kakari_rules::{Options, check};
use proptest::prelude::*;

/// A clean draft of edition R7.
pub const CLEAN: &str = include_str!("../../../rules/src/base.kakari.json");

pub fn catalog() -> Catalog {
    Catalog::builtin("R7").expect("R7")
}

pub fn day() -> Date {
    parse_date("2026-02-01").expect("a day")
}

pub fn draft(text: &str) -> Draft {
    Draft::read(text).expect("a draft")
}

/// The response of a draft.
pub fn response(draft: &Draft) -> String {
    let catalog = catalog();
    let report = check(draft, &catalog, &Options { today: day(), deadline: None });
    kakari_fhir::response(draft, &catalog, &report, day())
}

pub fn json(text: &str) -> Object {
    match Value::read(text) {
        Ok(Value::Object(object)) => object,
        other => panic!("{other:?}"),
    }
}

/// The text of a member.
pub fn text<'a>(object: &'a Object, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The objects in a list.
pub fn list<'a>(object: &'a Object, name: &str) -> Vec<&'a Object> {
    object.get(name).and_then(Value::as_array).unwrap_or_default().iter().filter_map(Value::as_object).collect()
}

/// All items, however deep, with whether they stand in an answer.
pub fn items(parent: &Object) -> Vec<&Object> {
    list(parent, "item").into_iter().flat_map(|item| std::iter::once(item).chain(items(item))).collect()
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,4})?(e[+-][0-9]{1,3})?",
        prop_oneof!["\\PC{0,6}", Just("$fhir".to_owned()), Just("$$fhir".to_owned()), "[ \t\n\u{1}]{0,3}"]
            .prop_map(|text| serde_json::to_string(&text).expect("a string")),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        let key = prop_oneof!["[a-z_$.]{0,8}", Just("name".to_owned()), Just("content".to_owned())];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec((key, inner), 0..4).prop_map(|members| object(&members)),
        ]
    })
}

fn object(members: &[(String, String)]) -> String {
    let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// A value that an item can have.
fn fitting(catalog: &Catalog, index: usize) -> BoxedStrategy<String> {
    let item = &catalog.items()[index];
    let keys: Vec<_> = catalog.options(item).iter().map(|option| format!("\"{}\"", option.key)).collect();
    let words = || prop_oneof![Just("\"例示病院\"".to_owned()), Just("\" 二行\\nある \"".to_owned())];
    match item.kind {
        Kind::Choice => prop::sample::select(keys).boxed(),
        Kind::Multi => {
            let most = keys.len();
            prop::sample::subsequence(keys, 0..most).prop_map(|keys| format!("[{}]", keys.join(","))).boxed()
        }
        Kind::Count => "[0-9]|[1-9][0-9]{1,6}|[1-9]\\.0".boxed(),
        Kind::Decimal1 => "(0|[1-9][0-9]{0,2})(\\.[0-9]{1,2})?".boxed(),
        Kind::Text => words().boxed(),
        Kind::Names => prop::collection::vec(words(), 0..3).prop_map(|list| format!("[{}]", list.join(","))).boxed(),
        Kind::Partners => {
            let row = prop_oneof![
                (words(), words()).prop_map(|(name, content)| format!("{{\"name\":{name},\"content\":{content}}}")),
                words().prop_map(|name| format!("{{\"name\":{name},\"content\":\"\"}}")),
                words().prop_map(|content| format!("{{\"content\":{content}}}")),
            ];
            prop::collection::vec(row, 0..3).prop_map(|list| format!("[{}]", list.join(","))).boxed()
        }
        Kind::Date => Just("\"2026-01-31\"".to_owned()).boxed(),
        Kind::Flag => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
    }
}

/// Any draft: fitting values, values of the wrong kind, unknown members, members given twice, in any order.
pub fn any_draft() -> impl Strategy<Value = Draft> {
    let catalog = catalog();
    let count = catalog.items().len();
    let member = (0..count).prop_flat_map(move |index| {
        let id = catalog.items()[index].id.clone();
        let value = prop_oneof![4 => fitting(&catalog, index), 1 => any_json()];
        (Just(id), value)
    });
    let member = prop_oneof![12 => member, 1 => ("[a-z.]{1,6}", any_json())];
    let members = prop::collection::vec(member, 0..40);
    let extra = prop::option::of((prop_oneof![Just("answers"), Just("facility"), Just("later")], any_json()));
    (members, extra, any::<bool>()).prop_map(|(members, extra, first)| {
        let (facility, answers): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|(id, _)| id.starts_with("facility."));
        let facility: Vec<_> =
            facility.into_iter().map(|(id, value)| (id["facility.".len()..].to_owned(), value)).collect();
        let mut root = vec![
            ("format".to_owned(), "\"kakari-report\"".to_owned()),
            ("edition".to_owned(), "\"R7\"".to_owned()),
            ("answers".to_owned(), object(&answers)),
            ("report".to_owned(), "\"change\"".to_owned()),
            ("facility".to_owned(), object(&facility)),
        ];
        if let Some((name, value)) = extra {
            root.insert(if first { 0 } else { root.len() }, (name.to_owned(), value));
        }
        draft(&object(&root))
    })
}
