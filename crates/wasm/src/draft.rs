//! A draft in the hands of the element: read, changed and written as every draft is, so that nothing is lost in it.

use js_sys::JSON;
use kakari_catalog::Catalog;
use kakari_draft::{Draft, Value};
use kakari_rules::{CheckResult, decide};
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::object::object;
use crate::options::{CheckOptions, draft_text, with_editions};
use crate::trouble::{Trouble, trouble};

/// A draft (下書き) that is being filled in.
#[wasm_bindgen(js_name = Draft, skip_typescript)]
#[derive(Debug)]
pub struct JsDraft(pub(crate) Draft);

#[wasm_bindgen(js_class = Draft)]
impl JsDraft {
    /// A draft with nothing in it but the prefecture, where that is known.
    pub fn blank(edition: &str, prefecture: Option<String>) -> Self {
        Self(kakari_form::blank(edition, prefecture))
    }

    /// Reads the text of a draft file. What is no draft is refused with its place.
    pub fn open(text: &JsValue) -> Result<JsDraft, JsValue> {
        let refused = |error: kakari_draft::ReadError| trouble(Trouble::Draft, "draft", &error.to_string());
        Draft::read(&draft_text(text)?).map(Self).map_err(refused)
    }

    /// The edition, where it says so.
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> Option<String> {
        self.0.edition().map(ToOwned::to_owned)
    }

    /// What is decided about the draft, and why, as a result of a check has it. No check looks at it: it has no findings.
    pub fn decide(&self, options: &JsOptions) -> Result<JsValue, JsValue> {
        self.in_catalog(&CheckOptions::read(options)?, |draft, catalog, options| {
            object(&CheckResult::new(&decide(draft, catalog, &options.days()), catalog))
        })
    }

    /// The draft as the text of its file.
    pub fn text(&self) -> String {
        self.0.to_text()
    }

    /// An answer, as JavaScript has it; `undefined` where there is none.
    pub fn get(&self, id: &str) -> JsValue {
        self.0.get(id).and_then(|value| JSON::parse(&value.to_text()).ok()).unwrap_or_default()
    }

    /// A text or a number as it stands in a field: to the letter.
    pub fn shown(&self, id: &str) -> String {
        match self.0.get(id) {
            Some(Value::Number(number)) => number.as_str().to_owned(),
            Some(Value::String(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// Sets an answer, or takes it away where `undefined` is given.
    pub fn set(&mut self, id: &str, value: &JsValue) {
        self.0.set(id, plain(value));
    }

    /// Sets what was typed into a field for a number, and gives what stands in the field from then on where typing is over.
    #[wasm_bindgen(js_name = type)]
    pub fn type_in(&mut self, id: &str, text: &str, unit: &str, is_over: bool) -> String {
        self.0.set(id, if is_over { Value::settled(text, unit) } else { Value::typed(text) });
        self.shown(id)
    }
}

impl JsDraft {
    /// Does something with the draft and the catalogue that it is checked against.
    pub fn in_catalog<T>(
        &self,
        options: &CheckOptions,
        act: impl FnOnce(&Draft, &Catalog, &CheckOptions) -> Result<T, JsValue>,
    ) -> Result<T, JsValue> {
        with_editions(|editions| {
            let chosen = options.choice.catalog(editions)?;
            act(&self.0, chosen.unwrap_or_else(|| editions.of(&self.0, options.today)), options)
        })
    }
}

/// What JSON can hold of a value of JavaScript; nothing of `undefined`.
fn plain(value: &JsValue) -> Option<Value> {
    Value::read(&JSON::stringify(value).ok()?.as_string()?).ok()
}
