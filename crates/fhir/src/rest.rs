//! What a draft holds and FHIR items do not: unknown members, values of another kind, order, numbers as typed, and the
//! answers to what is not asked.
//!
//! It travels as one extension of the response (`draft-rest`, a string): the draft itself, in which every value that
//! the items hold whole is replaced by [`HELD`]. So no answer stands in a response twice, unless FHIR can only hold a
//! part of it. A value that no item shows, because it is not asked, is the one member [`ASIDE`] of an object.

use kakari_catalog::{Catalog, Item};
use kakari_draft::{Draft, Object, Value};
use kakari_rules::Report;

use crate::answers;

/// Stands for a value that is in the items.
const HELD: &str = "$fhir";

/// Names a value that no item shows.
const ASIDE: &str = "$aside";

/// What the rest says about an item.
pub enum Kept {
    /// Nothing: not answered.
    Nothing,
    /// The value is what the items say.
    Held,
    /// The value itself.
    Exact(Value),
    /// The value itself, which no item shows.
    Aside(Value),
}

/// Whether the items leave an answer out, because it is not asked.
pub fn is_aside(catalog: &Catalog, report: &Report, item: &Item) -> bool {
    catalog.find(&item.id).is_some_and(|(index, _)| report.asked(index).is_left_out())
}

/// The rest of a draft.
pub fn of(draft: &Draft, catalog: &Catalog, report: &Report) -> Draft {
    let mut rest = draft.clone();
    for item in catalog.items() {
        let Some(value) = draft.get(&item.id) else { continue };
        let answers = answers::of_value(catalog, item, value);
        // An object is no answer of any item, so one that looks like a value aside may as well be one.
        let looks_aside = value.as_object().is_some_and(|object| object.get(ASIDE).is_some());
        if is_aside(catalog, report, item) || looks_aside {
            let mut aside = Object::default();
            aside.set(ASIDE, value.clone());
            rest.set(&item.id, Some(Value::Object(aside)));
        } else if answers::is_held_whole(item, value, &answers) {
            rest.set(&item.id, Some(HELD.into()));
        } else if let Some(text) = value.as_str().filter(|text| is_marker(text)) {
            rest.set(&item.id, Some(Value::String(format!("${text}"))));
        }
    }
    rest
}

/// What the rest says about an item.
pub fn kept(rest: &Draft, id: &str) -> Kept {
    match rest.get(id) {
        None => Kept::Nothing,
        Some(Value::String(text)) if text == HELD => Kept::Held,
        Some(Value::String(text)) if is_marker(text) => Kept::Exact(text[1..].into()),
        Some(value) => match value.as_object().and_then(|object| object.get(ASIDE)) {
            Some(aside) => Kept::Aside(aside.clone()),
            None => Kept::Exact(value.clone()),
        },
    }
}

/// The marker, or a text that was taken out of its way by another `$` in front.
fn is_marker(text: &str) -> bool {
    text.trim_start_matches('$') == &HELD[1..] && text.starts_with('$')
}
