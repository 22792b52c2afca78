//! What goes out as a plain object, or as text.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::trouble::{Trouble, trouble};

/// A plain object as JSON would give it: objects, not maps, and `null` for what is absent.
pub fn object(result: &impl Serialize) -> Result<JsValue, JsValue> {
    result.serialize(&Serializer::json_compatible()).map_err(|_| stuck())
}

/// JSON on one line.
#[cfg(feature = "check")]
pub fn text(result: &impl Serialize) -> Result<String, JsValue> {
    serde_json::to_string(result).map_err(|_| stuck())
}

/// What is given by our own types can be written.
#[cold]
#[inline(never)]
fn stuck() -> JsValue {
    trouble(Trouble::Internal, "", "結果を渡せません。")
}
