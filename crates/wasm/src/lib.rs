//! The engine for JavaScript.
//!
//! Three functions with one meaning: [`check_text`] and [`check`] give the result as a plain object, [`result_text`] as
//! the very bytes that `kakari check --format jsonl` writes. A text that is no draft is no exception: it gives a result
//! with the one finding KF01. Exceptions are for calls that make no sense; they carry `code` and `place`.

use std::cell::OnceCell;

use js_sys::{JSON, Reflect};
use kakari_catalog::{Catalog, Date, parse_date};
use kakari_rules::{BriefResult, CheckResult, Editions, Options};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

#[wasm_bindgen]
extern "C" {
    /// How to check.
    #[wasm_bindgen(typescript_type = "CheckOptions")]
    pub type JsOptions;
    /// What a check returns.
    #[wasm_bindgen(typescript_type = "CheckResult")]
    pub type JsResult;
}

thread_local! {
    /// The catalogues, read once.
    static EDITIONS: OnceCell<Option<Editions>> = const { OnceCell::new() };
}

/// Checks the text of a draft file.
#[wasm_bindgen(js_name = checkText, unchecked_return_type = "CheckResult")]
pub fn check_text(
    #[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue,
    options: &JsOptions,
) -> Result<JsResult, JsValue> {
    object(&result(&draft_text(json)?, options)?)
}

/// Checks a draft that is already an object.
#[wasm_bindgen(unchecked_return_type = "CheckResult")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "object")] draft: &JsValue,
    options: &JsOptions,
) -> Result<JsResult, JsValue> {
    object(&result(&object_text(draft)?, options)?)
}

/// Checks the text of a draft file and gives the result as JSON on one line, without the line's end. The bytes of the
/// command line hold the words of the findings, so it takes an engine with prose to give them.
#[cfg(feature = "prose")]
#[wasm_bindgen(js_name = resultText)]
pub fn result_text(
    #[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue,
    options: &JsOptions,
) -> Result<String, JsValue> {
    text_of(&result(&draft_text(json)?, options)?)
}

/// Checks many drafts in the same way: the options are read once, and the results are brief.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Checker {
    edition: Option<String>,
    options: Options,
}

#[wasm_bindgen]
impl Checker {
    /// Reads the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsOptions) -> Result<Self, JsValue> {
        let (edition, options) = read_options(options)?;
        with_editions(|editions| named(editions, edition.as_deref()).map(|_| ()))?;
        Ok(Self { edition, options })
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
    pub fn check(&self, #[wasm_bindgen(unchecked_param_type = "object")] draft: &JsValue) -> Result<JsValue, JsValue> {
        self.brief(&object_text(draft)?)
    }

    fn brief(&self, json: &str) -> Result<JsValue, JsValue> {
        let text = with_editions(|editions| {
            let editions = (editions, named(editions, self.edition.as_deref())?);
            BriefResult::of_text(json, editions, &self.options, |result| text_of(result))
        })?;
        JSON::parse(&text)
    }
}

const OPTIONS: &str = "OPTIONS";
const DRAFT: &str = "DRAFT";
const INTERNAL: &str = "INTERNAL";

/// Anything but a string is a mistake of the caller, and said so, not a failure in the glue.
fn draft_text(json: &JsValue) -> Result<String, JsValue> {
    json.as_string().ok_or_else(|| trouble(DRAFT, "json", "下書きファイルの内容を文字列で渡してください。"))
}

/// Through JSON, as the draft would be saved: what cannot be saved cannot be checked.
fn object_text(draft: &JsValue) -> Result<String, JsValue> {
    let json = JSON::stringify(draft).ok().and_then(|text| text.as_string());
    json.ok_or_else(|| trouble(DRAFT, "draft", "JSONにできる下書きのオブジェクトを渡してください。"))
}

fn result(json: &str, options: &JsOptions) -> Result<CheckResult, JsValue> {
    let (edition, options) = read_options(options)?;
    with_editions(|editions| {
        Ok(match named(editions, edition.as_deref())? {
            None => CheckResult::of_text(json, editions, &options),
            Some(catalog) => CheckResult::of_text_in(json, catalog, &options),
        })
    })
}

fn read_options(options: &JsOptions) -> Result<(Option<String>, Options), JsValue> {
    let today = day(options, "today")?
        .ok_or_else(|| trouble(OPTIONS, "today", "点検する日を today に「2026-02-01」の形で渡してください。"))?;
    Ok((text(options, "edition")?, Options { today, deadline: day(options, "deadline")? }))
}

fn with_editions<T>(then: impl FnOnce(&Editions) -> Result<T, JsValue>) -> Result<T, JsValue> {
    EDITIONS.with(|cell| {
        let editions = cell.get_or_init(Editions::builtin).as_ref();
        then(editions.ok_or_else(|| trouble(INTERNAL, "", "内蔵の台帳を読めません。"))?)
    })
}

/// The edition that was asked for, where one was.
fn named<'a>(editions: &'a Editions, name: Option<&str>) -> Result<Option<&'a Catalog>, JsValue> {
    let Some(name) = name else {
        return Ok(None);
    };
    editions.get(name).map(Some).ok_or_else(|| {
        let known: Vec<_> = editions.all().map(Catalog::edition).collect();
        let known = known.join("、");
        trouble(OPTIONS, "edition", &format!("「{name}」という版はありません。あるのは {known} です。"))
    })
}

fn day(options: &JsOptions, name: &str) -> Result<Option<Date>, JsValue> {
    text(options, name)?
        .map(|text| {
            let wrong = || format!("{name} の「{text}」は日付ではありません。「2026-02-01」の形で渡してください。");
            parse_date(&text).ok_or_else(|| trouble(OPTIONS, name, &wrong()))
        })
        .transpose()
}

/// A member of the options; absent, `undefined` and `null` are the same.
fn text(options: &JsOptions, name: &str) -> Result<Option<String>, JsValue> {
    let value = Reflect::get(options, &name.into())
        .map_err(|_| trouble(OPTIONS, "options", "options にオブジェクトを渡してください。"))?;
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let text = value.as_string();
    text.map(Some).ok_or_else(|| trouble(OPTIONS, name, &format!("{name} に文字列を渡してください。")))
}

/// A plain object as JSON would give it: objects, not maps, and `null` for what is absent.
fn object(result: &CheckResult) -> Result<JsResult, JsValue> {
    let value = result.serialize(&Serializer::json_compatible());
    value.map(JsCast::unchecked_into).map_err(|_| trouble(INTERNAL, "", "点検の結果を渡せません。"))
}

fn text_of(result: &impl Serialize) -> Result<String, JsValue> {
    serde_json::to_string(result).map_err(|_| trouble(INTERNAL, "", "点検の結果をJSONにできません。"))
}

/// An `Error` with the kind of the trouble and the argument that it is about.
fn trouble(code: &str, place: &str, message: &str) -> JsValue {
    let error: JsValue = js_sys::Error::new(message).into();
    // A fresh object takes any member.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    let _ = Reflect::set(&error, &"place".into(), &place.into());
    error
}
