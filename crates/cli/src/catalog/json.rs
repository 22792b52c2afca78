//! The catalogue as JSON.

use std::io::{self, Write};

use kakari_catalog::{Catalog, Property};
use kakari_draft::{Object, Value};

/// An object with its members in this order.
pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut object = Object::default();
    for (name, value) in members {
        object.set(name, value);
    }
    Value::Object(object)
}

/// A string.
pub fn text(text: &str) -> Value {
    Value::from(text)
}

/// Which catalogue it is.
pub fn edition(catalog: &Catalog) -> Vec<(&'static str, Value)> {
    vec![
        ("edition", text(catalog.edition())),
        ("label", text(catalog.label())),
        ("catalog", text(catalog.fingerprint())),
    ]
}

/// Facts as members, those of one table (`when.item`, `when.is`) in an object of their own.
pub fn members(properties: Vec<Property>) -> Vec<(&'static str, Value)> {
    let mut members: Vec<(&str, Value)> = Vec::new();
    for Property { name, value, .. } in properties {
        let Some((table, member)) = name.split_once('.') else {
            members.push((name, value));
            continue;
        };
        // A condition names an item or a decision; the other member is not there.
        let is_other = value == Value::Null && ["when.item", "when.decision"].contains(&name);
        let stated = (!is_other).then_some((member, value));
        match members.last_mut() {
            Some((last, Value::Object(object))) if *last == table => {
                if let Some((member, value)) = stated {
                    object.set(member, value);
                }
            }
            _ => members.push((table, object(stated))),
        }
    }
    let said = |value: &Value| value.as_object().is_none_or(|table| table.iter().any(|(_, own)| *own != Value::Null));
    members.into_iter().map(|(name, value)| (name, if said(&value) { value } else { Value::Null })).collect()
}

/// Writes it, with a line break at the end.
pub fn write(out: &mut impl Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
