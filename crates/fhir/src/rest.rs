//! What a draft holds and FHIR items cannot: unknown members, values of another kind, order, numbers as typed.
//!
//! It travels as one extension of the response (`draft-rest`, a string): the draft itself, in which every value that
//! the items hold whole is replaced by [`HELD`]. So no answer stands in a response twice, unless FHIR can only hold a
//! part of it.

use kakari_catalog::Catalog;
use kakari_draft::{Draft, Value};

use crate::answers;

/// Stands for a value that is in the items.
const HELD: &str = "$fhir";

/// What the rest says about an item.
pub enum Kept {
    /// Nothing: not answered.
    Nothing,
    /// The value is what the items say.
    Held,
    /// The value itself.
    Exact(Value),
}

/// The rest of a draft.
pub fn of(draft: &Draft, catalog: &Catalog) -> Draft {
    let mut rest = draft.clone();
    for item in catalog.items() {
        let Some(value) = draft.get(&item.id) else { continue };
        let answers = answers::of_value(catalog, item, value);
        if answers::is_held_whole(item, value, &answers) {
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
        Some(value) => Kept::Exact(value.clone()),
    }
}

/// The marker, or a text that was taken out of its way by another `$` in front.
fn is_marker(text: &str) -> bool {
    text.trim_start_matches('$') == &HELD[1..] && text.starts_with('$')
}
