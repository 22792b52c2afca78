//! Cells that were copied from a spreadsheet, for a list of the form.

use kakari_draft::{Draft, Value};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{DRAFT, object, trouble};

/// What [`paste`] gives.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Pasted {
    draft: String,
    left_over: String,
}

/// Puts copied cells into the list of an item, from one entry (its place in digits) and its part on.
#[wasm_bindgen(unchecked_return_type = "Pasted")]
pub fn paste(draft: &str, item: &str, place: &str, part: &str, text: &str) -> Result<JsValue, JsValue> {
    let wrong = |_| trouble(DRAFT, "draft", "draft に下書きファイルの内容を文字列で渡してください。");
    let mut draft = Draft::read(draft).map_err(wrong)?;
    let mut entries = draft.get(item).and_then(Value::as_array).map(<[Value]>::to_vec).unwrap_or_default();
    let left_over = crate::paste::pasted(&mut entries, place.parse().unwrap_or_default(), part, text);
    draft.set(item, (!entries.is_empty()).then_some(Value::Array(entries)));
    object(&Pasted { draft: draft.to_text(), left_over })
}
