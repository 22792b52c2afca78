//! The configuration of a prefecture, for the element in its pages.

use wasm_bindgen::prelude::*;

use crate::object::object;
use crate::options::with_editions;
use crate::trouble::{Trouble, trouble};

/// Reads the text of a configuration: what is used of it, and what is wrong with it. A text that is no configuration is
/// no exception.
#[wasm_bindgen(skip_typescript)]
pub fn configuration(text: &JsValue) -> Result<JsValue, JsValue> {
    let text = text.as_string();
    let text = text.ok_or_else(|| trouble(Trouble::Options, "text", "設定ファイルの内容を文字列で渡してください。"))?;
    with_editions(|editions| object(&kakari_prefecture::read(&text, editions)))
}
