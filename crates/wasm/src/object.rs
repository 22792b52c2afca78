//! What goes out as a plain object.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::trouble::{Trouble, trouble};

/// A plain object as JSON would give it: objects, not maps, and `null` for what is absent.
pub fn object(result: &impl Serialize) -> Result<JsValue, JsValue> {
    let value = result.serialize(&Serializer::json_compatible());
    value.map_err(|_| trouble(Trouble::Internal, "", "結果を渡せません。"))
}
