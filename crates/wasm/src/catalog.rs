//! A catalogue in the hands of JavaScript.

use std::rc::Rc;

use js_sys::Array;
use kakari_catalog::{Catalog, Problem};
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

use crate::form::form;
use crate::options::{named, with_editions};
use crate::trouble::{Trouble, trouble};

/// A catalogue (台帳): what an edition of the report asks. Any number can stand side by side.
#[wasm_bindgen(js_name = Catalog)]
#[derive(Debug)]
pub struct JsCatalog(Rc<Catalog>);

#[wasm_bindgen]
extern "C" {
    /// What has the method of [`JsCatalog::share`], as far as can be told from outside.
    type Shared;
    #[wasm_bindgen(method, catch)]
    fn share(this: &Shared) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(js_class = Catalog)]
impl JsCatalog {
    /// The names of the built-in editions, oldest first.
    #[wasm_bindgen(unchecked_return_type = "Edition[]")]
    pub fn editions() -> Array {
        Catalog::builtin_editions().map(JsValue::from).collect()
    }

    /// The built-in edition of this name.
    pub fn builtin(
        #[wasm_bindgen(unchecked_param_type = "EditionName")] edition: &JsValue,
    ) -> Result<JsCatalog, JsValue> {
        let name = edition.as_string();
        let name = name.ok_or_else(|| trouble(Trouble::Options, "edition", "edition に文字列を渡してください。"))?;
        // Read again: a program that can copy a catalogue is larger.
        let own = Catalog::builtin(&name).map(|own| Self(Rc::new(own)));
        own.ok_or_else(|| with_editions(|editions| named(editions, &name).map(|_| ())).err().unwrap_or_default())
    }

    /// A catalogue from its JSON form, which `kakari catalog convert` writes. It is checked, and what is wrong is named with
    /// its place; the engine alone reads it and leaves the rest to those who checked it before.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(#[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue) -> Result<JsCatalog, JsValue> {
        let text = json.as_string();
        let text = text.ok_or_else(|| trouble(Trouble::Catalog, "json", "台帳のJSONを文字列で渡してください。"))?;
        Catalog::from_json(&text).map(|catalog| Self(Rc::new(catalog))).map_err(|problems| unreadable(&problems))
    }

    /// "R8".
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> String {
        self.0.edition().to_owned()
    }

    /// 「令和8年度報告」.
    #[wasm_bindgen(getter)]
    pub fn label(&self) -> String {
        self.0.label().to_owned()
    }

    /// Identifies the content: two catalogues with the same fingerprint ask the same. It stands in every result.
    #[wasm_bindgen(getter)]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_owned()
    }

    /// All that a form is made from, as plain objects: dates, and the sections with their groups and items.
    #[wasm_bindgen(unchecked_return_type = "Form")]
    pub fn form(&self) -> JsValue {
        form(&self.0)
    }

    /// What there is to say on a day, "YYYY-MM-DD", in the year of no edition, for which this one stands in.
    #[cfg(any(feature = "draft", feature = "prefecture"))]
    #[wasm_bindgen(js_name = standsInOn, skip_typescript)]
    pub fn stands_in_on(&self, day: &str) -> Option<String> {
        self.0.stands_in_on(kakari_catalog::parse_date(day)?)
    }

    /// Another object for the same catalogue, which the module takes for itself.
    #[wasm_bindgen(skip_typescript)]
    pub fn share(&self) -> JsCatalog {
        Self(Rc::clone(&self.0))
    }
}

impl JsCatalog {
    /// The catalogue of an object of this class; `None` for anything else, and for one that was freed.
    pub fn of(given: &JsValue) -> Option<Rc<Catalog>> {
        let shared = given.unchecked_ref::<Shared>().share().ok()?;
        Self::try_from_js_value(shared).ok().map(|own| own.0)
    }
}

/// What is wrong, with the place of the first.
fn unreadable(problems: &[Problem]) -> JsValue {
    let place = problems.first().map(Problem::place).unwrap_or_default();
    trouble(Trouble::Catalog, &place, &Problem::all_in_words(problems))
}
