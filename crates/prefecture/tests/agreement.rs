//! The reader and the schema agree: what the reader finds wrong with a member by itself, the `jsonschema` crate finds at
//! the same place, and nothing else.

use std::collections::BTreeSet;

use jsonschema::Validator;
use kakari_prefecture::{Code, EXAMPLE, Reading, read, schema};
use kakari_rules::Editions;
use serde_json::{Value, json};

/// Texts for any member.
#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "", " ", "\u{3000}", "a", " a ", "例示県", "a\nb", "\u{202e}a", "\u{200b}", "\u{7f}", "a\u{a0}b", "<script>",
    "kakari-prefecture", "kakari-report", "01", "13", "47", "48", "00", "1", " 13", "東京都", "R8", "R99",
    "2027-02-26", "2027-02-29", "2028-02-29", "2027-2-26", "2027-13-01", " 2027-02-26", "quick", "full",
    "Quick", "f1", "facility", "F1", "#fff", "#0017c1", "#0017C1", "#ffff", "fff", "#ggg", " #fff", "red",
    "https://a.jp", " https://a.jp\u{3000}", "HTTPS://A.jp/", "https://a.jp:8443", "https://a.jp:",
    "https://a.jp:123456", "https://a.jp/い?q=1#x", "https://a.jp/ b", "https://u@a.jp", "https://a.jp/@",
    "https://a..jp", "https://-a.jp", "https://a-.jp", "https://a--b.jp", "https://例.jp", "https://",
    "https:///a", "https://a.jp\\b", "http://a.jp", "http://localhost:8080", "https://*.a.jp", "*", "null",
    "javascript:alert(1)", "javascript://a.jp/%0aalert(1)", "data:text/html,a", "//a.jp/b", "/a/b", "../a.json",
    "a.json?b=c:d", "a:b", "a/b:c", "a b", "?", "#", "/", "a@b.jp", " a@b.jp", "a@b", "a@@b.jp", "a@b..jp",
    "a@b.jp?cc=c@d.jp", "あ@b.jp", "a.b+c_d-e@f-g.h.jp", "00-0000-0000", "お電話で",
];

/// Values of every kind, at their bounds and beyond, for any member.
fn values() -> Vec<Value> {
    let mut values: Vec<_> = TEXTS.iter().copied().map(Value::from).collect();
    values.extend([1, 39, 40, 41, 60, 61, 80, 81, 100, 101, 254, 255, 2000, 2001].map(|n| Value::from("あ".repeat(n))));
    values.extend([2000, 2001].map(|n| Value::from(format!("https://a.jp/{}", "b".repeat(n - 13)))));
    values.push(Value::from(format!("{}@b.jp", "a".repeat(249))));
    values.push(Value::from(format!("{}@b.jp", "a".repeat(250))));
    values.extend([
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(1.5),
        json!({}),
        json!([]),
    ]);
    values.extend([json!({"a": 1}), json!([1]), json!([[]]), json!([{}]), json!(["quick"]), json!(["quick", "quick"])]);
    values.extend([json!(["f1", "f1"]), json!(["https://a.jp", "https://a.jp"]), json!(["a", "a"])]);
    values.extend([json!([{"name": "a"}]), json!([{"label": "a"}]), json!([{"label": "a", "url": "https://a.jp"}])]);
    for n in [20, 21, 100, 101] {
        values.push(Value::Array((0..n).map(|n| json!(format!("https://a{n}.jp"))).collect()));
        values.push(Value::Array(
            (0..n).map(|n| json!({"name": format!("a{n}"), "label": "a", "url": "https://a.jp"})).collect(),
        ));
    }
    values
}

/// Pointers to all values of a configuration.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), all));
        }
        Value::Array(list) => list.iter().enumerate().for_each(|(n, value)| pointers(value, &format!("{at}/{n}"), all)),
        _ => {}
    }
}

/// Where something is wrong. Of a list of words the list: that one is repeated is said of the list by the one and of the
/// word by the other.
fn place(pointer: &str) -> String {
    let lists = ["/modes", "/steps"];
    lists.into_iter().find(|list| pointer.starts_with(list)).unwrap_or(pointer).to_owned()
}

/// Where the validator finds something.
fn errors(validator: &Validator, file: &Value) -> BTreeSet<String> {
    validator.iter_errors(file).map(|error| place(error.instance_path().as_str())).collect()
}

/// Where the reader finds something that concerns a member by itself.
fn problems(reading: &Reading) -> BTreeSet<String> {
    let own = reading.problems.iter().filter(|problem| match problem.code {
        Code::Unknown | Code::Edition | Code::Window | Code::Insecure | Code::Phone | Code::Contrast => false,
        // Whether two texts or origins are the same is seen once they have been read.
        Code::Repeated => place(&problem.pointer) != problem.pointer,
        _ => true,
    });
    own.map(|problem| place(&problem.pointer)).collect()
}

fn validator(editions: &Editions) -> Validator {
    let schema: Value = serde_json::from_str(&schema(editions)).expect("JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "a schema by its own schema");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

#[test]
fn the_reader_and_the_schema_find_the_same_places_wrong() {
    let editions = Editions::builtin().expect("editions");
    let validator = validator(&editions);
    let mut example: Value = serde_json::from_str(EXAMPLE).expect("JSON");
    example["catalog"] = json!("R9.json");
    assert_eq!(problems(&read(&example.to_string(), &editions)), BTreeSet::new());
    let mut all = Vec::new();
    pointers(&example, "", &mut all);
    let (mut right, mut wrong) = (0, 0);
    let mut compare = |file: &Value| {
        let reading = read(&file.to_string(), &editions);
        let (own, theirs) = (problems(&reading), errors(&validator, file));
        let ends_early = |code| matches!(code, Code::Format | Code::Many);
        if reading.omitted > 0 || reading.problems.iter().any(|problem| ends_early(problem.code)) {
            // What comes after is not read.
            assert!(!own.is_empty() && !theirs.is_empty(), "{file}");
        } else {
            assert_eq!(own, theirs, "{file}");
        }
        if own.is_empty() { right += 1 } else { wrong += 1 }
    };
    for pointer in &all {
        for value in values() {
            let mut file = example.clone();
            *file.pointer_mut(pointer).expect("a value") = value;
            compare(&file);
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
        let mut file = example.clone();
        if let Some(Value::Object(members)) = file.pointer_mut(parent) {
            members.remove(name);
        }
        compare(&file);
    }
    assert!(wrong > 4000 && right > 1000, "{wrong} wrong, {right} right");
}
