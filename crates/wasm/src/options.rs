//! Reading what JavaScript hands over.

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::Reflect;
use kakari_catalog::{Catalog, Date, parse_date};
use kakari_rules::{Editions, Options};
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::catalog::JsCatalog;
use crate::trouble::{Trouble, trouble};

thread_local! {
    /// The built-in catalogues, read once.
    static EDITIONS: OnceCell<Option<Editions>> = const { OnceCell::new() };
}

/// Which catalogue to take.
#[derive(Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CatalogOptions {
    /// The edition to check against ("R7", "R8"); the draft's own where absent.
    #[cfg_attr(test, ts(optional, type = "EditionName | null"))]
    edition: Option<String>,
    /// The catalogue to check against, whatever edition it is; `edition` is not looked at then.
    #[cfg_attr(test, ts(optional, type = "Catalog | null"))]
    catalog: Option<Rc<Catalog>>,
}

/// How to check.
#[derive(Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckOptions {
    /// The day of the check, "YYYY-MM-DD". The engine has no clock.
    #[cfg_attr(test, ts(type = "string"))]
    pub today: Date,
    /// The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent.
    #[cfg_attr(test, ts(optional, type = "string | null"))]
    pub deadline: Option<Date>,
    /// Which catalogue to check against.
    #[cfg_attr(test, ts(flatten))]
    pub choice: CatalogOptions,
}

impl CatalogOptions {
    /// Reads the options, which may be absent as a whole.
    pub fn read(options: &JsOptions) -> Result<Self, JsValue> {
        if options.is_undefined() || options.is_null() {
            return Ok(Self { edition: None, catalog: None });
        }
        Ok(Self { edition: text(options, "edition")?, catalog: catalog(options)? })
    }

    /// The catalogue that was asked for, where one was.
    pub fn catalog<'a>(&'a self, editions: &'a Editions) -> Result<Option<&'a Catalog>, JsValue> {
        match (&self.catalog, &self.edition) {
            (Some(catalog), _) => Ok(Some(catalog)),
            (None, Some(name)) => named(editions, name).map(Some),
            (None, None) => Ok(None),
        }
    }
}

impl CheckOptions {
    /// Reads the options.
    pub fn read(options: &JsOptions) -> Result<Self, JsValue> {
        let today = day(options, "today")?.ok_or_else(|| {
            trouble(Trouble::Options, "today", "点検する日を today に「2026-02-01」の形で渡してください。")
        })?;
        Ok(Self { today, deadline: day(options, "deadline")?, choice: CatalogOptions::read(options)? })
    }

    /// Day and deadline.
    pub fn days(&self) -> Options {
        Options { today: self.today, deadline: self.deadline }
    }
}

/// The built-in catalogues.
pub fn with_editions<T>(then: impl FnOnce(&Editions) -> Result<T, JsValue>) -> Result<T, JsValue> {
    EDITIONS.with(|cell| {
        let editions = cell.get_or_init(Editions::builtin).as_ref();
        then(editions.ok_or_else(|| trouble(Trouble::Internal, "", "内蔵の台帳を読めません。"))?)
    })
}

/// The built-in edition of this name.
pub fn named<'a>(editions: &'a Editions, name: &str) -> Result<&'a Catalog, JsValue> {
    editions.get(name).ok_or_else(|| {
        let known: Vec<_> = editions.all().map(Catalog::edition).collect();
        let known = known.join("、");
        trouble(Trouble::Options, "edition", &format!("「{name}」という版はありません。あるのは {known} です。"))
    })
}

/// Anything but a string is a mistake of the caller, and said so, not a failure in the glue.
pub fn draft_text(json: &JsValue) -> Result<String, JsValue> {
    json.as_string().ok_or_else(|| trouble(Trouble::Draft, "json", "下書きファイルの内容を文字列で渡してください。"))
}

/// Through JSON, as the draft would be saved: what cannot be saved cannot be checked.
#[cfg(feature = "check")]
pub fn object_text(draft: &JsValue) -> Result<String, JsValue> {
    let json = js_sys::JSON::stringify(draft).ok().and_then(|text| text.as_string());
    json.ok_or_else(|| trouble(Trouble::Draft, "draft", "JSONにできる下書きのオブジェクトを渡してください。"))
}

/// A member that is a day.
pub fn day(options: &JsOptions, name: &str) -> Result<Option<Date>, JsValue> {
    text(options, name)?
        .map(|text| {
            let wrong = || format!("{name} の「{text}」は日付ではありません。「2026-02-01」の形で渡してください。");
            parse_date(&text).ok_or_else(|| trouble(Trouble::Options, name, &wrong()))
        })
        .transpose()
}

/// The catalogue in the options. It may be one of another copy of this module; that one cannot be read here.
fn catalog(options: &JsOptions) -> Result<Option<Rc<Catalog>>, JsValue> {
    let Some(given) = member(options, "catalog")? else { return Ok(None) };
    let wrong = || trouble(Trouble::Options, "catalog", "catalog に、このモジュールの Catalog を渡してください。");
    JsCatalog::of(&given).map(Some).ok_or_else(wrong)
}

/// A member of the options; absent, `undefined` and `null` are the same.
fn member(options: &JsOptions, name: &str) -> Result<Option<JsValue>, JsValue> {
    let value = Reflect::get(options, &name.into()).map_err(|_| {
        let place = if options.is_object() { name } else { "options" };
        trouble(Trouble::Options, place, "options に、読み取れるオブジェクトを渡してください。")
    })?;
    Ok(if value.is_undefined() || value.is_null() { None } else { Some(value) })
}

/// A member that is a text.
pub fn text(options: &JsOptions, name: &str) -> Result<Option<String>, JsValue> {
    let wrong = || trouble(Trouble::Options, name, &format!("{name} に文字列を渡してください。"));
    member(options, name)?.map(|value| value.as_string().ok_or_else(wrong)).transpose()
}

/// A member that is true or false.
#[cfg(feature = "documents")]
pub fn flag(options: &JsOptions, name: &str) -> Result<Option<bool>, JsValue> {
    let wrong = || trouble(Trouble::Options, name, &format!("{name} に true か false を渡してください。"));
    member(options, name)?.map(|value| value.as_bool().ok_or_else(wrong)).transpose()
}

/// A member that is one of these words.
#[cfg(feature = "documents")]
pub fn word<T: Copy>(options: &JsOptions, name: &str, words: &[(&str, T)]) -> Result<Option<T>, JsValue> {
    let Some(given) = text(options, name)? else { return Ok(None) };
    let meaning = words.iter().find(|(word, _)| *word == given).map(|(_, meaning)| *meaning);
    meaning.map(Some).ok_or_else(|| {
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let known = known.join("、");
        trouble(Trouble::Options, name, &format!("{name} に「{given}」は渡せません。渡せるのは {known} です。"))
    })
}
