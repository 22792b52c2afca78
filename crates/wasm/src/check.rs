//! Checking a draft. The functions have one meaning: [`check_text`] and [`check`] give the result as a plain object,
//! `resultText` as the very bytes that `kakari check --format jsonl` writes.

use js_sys::JSON;
use kakari_rules::{BriefResult, CheckResult};
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::object::{object, text};
use crate::options::{CheckOptions, draft_text, object_text, with_editions};

/// Checks the text of a draft file.
#[wasm_bindgen(js_name = checkText, unchecked_return_type = "CheckResult")]
pub fn check_text(
    #[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue,
    options: &JsOptions,
) -> Result<JsValue, JsValue> {
    object(&result(&draft_text(json)?, options)?)
}

/// Checks a draft that is already an object.
#[wasm_bindgen(unchecked_return_type = "CheckResult")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    options: &JsOptions,
) -> Result<JsValue, JsValue> {
    object(&result(&object_text(draft)?, options)?)
}

/// Checks the text of a draft file and gives the result as JSON on one line: to the byte what `kakari check --format jsonl`
/// writes, without the line's end.
#[cfg(feature = "prose")]
#[wasm_bindgen(js_name = resultText)]
pub fn result_text(
    #[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue,
    options: &JsOptions,
) -> Result<String, JsValue> {
    text(&result(&draft_text(json)?, options)?)
}

/// Checks many drafts in the same way: the options are read once, and the results are brief.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Checker {
    options: CheckOptions,
}

#[wasm_bindgen]
impl Checker {
    /// Reads the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsOptions) -> Result<Self, JsValue> {
        let options = CheckOptions::read(options)?;
        with_editions(|editions| options.choice.catalog(editions).map(|_| ()))?;
        Ok(Self { options })
    }

    /// Checks the text of a draft file.
    #[wasm_bindgen(js_name = checkText, unchecked_return_type = "BriefResult")]
    pub fn check_text(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue,
    ) -> Result<JsValue, JsValue> {
        self.brief(&draft_text(json)?)
    }

    /// Checks a draft that is already an object.
    #[wasm_bindgen(unchecked_return_type = "BriefResult")]
    pub fn check(&self, #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue) -> Result<JsValue, JsValue> {
        self.brief(&object_text(draft)?)
    }

    fn brief(&self, json: &str) -> Result<JsValue, JsValue> {
        let text = with_editions(|editions| {
            let editions = (editions, self.options.choice.catalog(editions)?);
            BriefResult::of_text(json, editions, &self.options.days(), |result| text(result))
        })?;
        JSON::parse(&text)
    }
}

fn result(json: &str, options: &JsOptions) -> Result<CheckResult, JsValue> {
    let options = CheckOptions::read(options)?;
    with_editions(|editions| {
        Ok(match options.choice.catalog(editions)? {
            None => CheckResult::of_text(json, editions, &options.days()),
            Some(catalog) => CheckResult::of_text_in(json, catalog, &options.days()),
        })
    })
}
