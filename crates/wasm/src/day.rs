//! A day that is being typed, for the fields of the element.

use js_sys::Array;
use kakari_catalog::wareki::typed;
use wasm_bindgen::prelude::*;

/// What is kept of a text that stands in a field for a day, what is said below the field, and whether that is a day or
/// nothing.
#[wasm_bindgen(js_name = readDay, skip_typescript)]
pub fn read_day(text: &str) -> Array {
    let day = typed(text);
    Array::of3(&day.kept.into(), &day.words.into(), &day.is_day.into())
}
