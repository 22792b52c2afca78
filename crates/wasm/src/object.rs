//! What goes out as a plain object.

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::trouble::{Trouble, trouble};

/// A result as JSON on one line.
pub fn text(result: &impl Serialize) -> Result<String, JsValue> {
    serde_json::to_string(result).map_err(|_| trouble(Trouble::Internal, "", "結果をJSONにできません。"))
}

/// A plain object, by way of its text: what makes objects member by member takes up more of the engine alone.
pub fn object(result: &impl Serialize) -> Result<JsValue, JsValue> {
    JSON::parse(&text(result)?)
}
