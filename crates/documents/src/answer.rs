//! An answer as people read it.

use kakari_catalog::{Catalog, Item, Kind, parse_date, wareki};
use kakari_draft::Value;

/// An answer in words, a text for each line.
pub fn answer_lines(catalog: &Catalog, item: &Item, value: &Value) -> Vec<String> {
    let label = |key: &str| catalog.option(item, key).map_or_else(|| key.to_owned(), |own| own.label.clone());
    match (item.kind, value) {
        (Kind::Choice, Value::String(key)) => vec![label(key)],
        (Kind::Multi, Value::Array(keys)) => {
            let labels: Vec<_> = keys.iter().filter_map(Value::as_str).map(label).collect();
            vec![[&labels.join("、"), "(", &labels.len().to_string(), "件)"].concat()]
        }
        (_, Value::Number(number)) => vec![[number.as_str(), item.unit.as_deref().unwrap_or_default()].concat()],
        (_, Value::Bool(flag)) => vec![if *flag { "はい" } else { "いいえ" }.to_owned()],
        (Kind::Date, Value::String(text)) => vec![parse_date(text).map_or_else(|| text.clone(), wareki::both)],
        (_, Value::String(text)) => text.split('\n').map(ToOwned::to_owned).collect(),
        (_, Value::Array(entries)) => entries.iter().map(entry).collect(),
        (_, Value::Null | Value::Object(_)) => vec!["(読み取れない値)".to_owned()],
    }
}

fn entry(entry: &Value) -> String {
    match entry {
        Value::Object(entry) => {
            let part = |name| entry.get(name).and_then(Value::as_str).unwrap_or_default();
            [part("name"), ": ", part("content")].concat()
        }
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}
