//! A JSON Schema 2020-12 of a draft: structure, options and ranges, which is what the peers check.

use kakari_catalog::{Catalog, Item, Kind};
use serde_json::{Map, Value, json};

/// The schema of a draft of this edition.
pub fn of(catalog: &Catalog) -> Value {
    let members = |facility: bool| -> Map<String, Value> {
        let items = catalog.items().iter().filter(|item| item.is_facility() == facility);
        items
            .map(|item| {
                let name = item.id.strip_prefix("facility.").unwrap_or(&item.id);
                (name.to_owned(), value(catalog, item))
            })
            .collect()
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["format", "edition", "facility", "answers"],
        "additionalProperties": false,
        "properties": {
            "format": {"const": "kakari-report"},
            "version": {"const": 1},
            "edition": {"const": catalog.edition()},
            "report": {"enum": ["periodic", "change"]},
            "facility": {"type": "object", "additionalProperties": false, "properties": members(true)},
            "answers": {"type": "object", "additionalProperties": false, "properties": members(false)},
        },
    })
}

fn value(catalog: &Catalog, item: &Item) -> Value {
    let keys: Vec<&str> = catalog.options(item).iter().map(|option| option.key.as_str()).collect();
    match item.kind {
        Kind::Choice => json!({"enum": keys}),
        Kind::Multi => json!({"type": "array", "uniqueItems": true, "items": {"enum": keys}}),
        Kind::Count => json!({"type": "integer", "minimum": 0, "maximum": 9_999_999}),
        // One decimal as a multiple of 0.1 is wrong in binary fractions, and slow; the peers are spared it.
        Kind::Decimal1 => json!({"type": "number", "minimum": 0, "maximum": 9_999_999}),
        Kind::Text => json!({"type": "string"}),
        Kind::Partners => json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "content": {"type": "string"}},
            },
        }),
        Kind::Names => json!({"type": "array", "items": {"type": "string"}}),
        Kind::Date => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Kind::Flag => json!({"type": "boolean"}),
    }
}
