//! What codes and findings say.

use js_sys::JSON;
use kakari_catalog::Catalog;
use kakari_draft::Value;
use kakari_rules::registry::rule;
use kakari_rules::{Finding, Rule};
use kakari_sources::Cite;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::object::object;
use crate::options::{CatalogOptions, with_editions};
use crate::trouble::{Trouble, trouble};

/// What a rule is about.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Explanation {
    /// "K104".
    code: &'static str,
    /// Name of the check.
    title: &'static str,
    /// How grave its findings are.
    #[cfg_attr(test, ts(type = "Severity"))]
    severity: &'static str,
    /// The word for it: 「エラー」「注意」「確認」「お知らせ」.
    label: &'static str,
    /// Rests on a fact that no official page shows (暫定).
    provisional: bool,
    /// What its findings say. `{items}` stands for the items it is about, `{0}`, `{1}` … for its parameters.
    texts: Vec<ExplainedText>,
    /// What it rests on.
    sources: Vec<ExplainedSource>,
}

/// One of the texts of a rule.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExplainedText {
    /// What is wrong.
    message: &'static str,
    /// Why it matters.
    why: &'static str,
    /// What to do.
    fix: &'static str,
}

/// A place in a document, in words.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExplainedSource {
    /// The document, as results name it.
    id: &'static str,
    /// The place in it.
    place: &'static str,
    /// 「医療法 第30条の18の4第6項」.
    title: String,
    /// Public address of the document, where it is known.
    url: Option<&'static str>,
    /// The passage, where it may be quoted.
    quote: Option<&'static str>,
}

/// A finding with all that a screen shows of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RenderedFinding {
    /// "K104".
    code: &'static str,
    /// Name of the check.
    title: &'static str,
    /// How grave it is.
    #[cfg_attr(test, ts(type = "Severity"))]
    severity: &'static str,
    /// The word for it: 「エラー」「注意」「確認」「お知らせ」.
    label: &'static str,
    /// What it is about.
    items: Vec<RenderedItem>,
    /// What is wrong.
    message: String,
    /// Why it matters.
    why: String,
    /// What to do.
    fix: String,
    /// What it rests on.
    sources: Vec<ExplainedSource>,
    /// Rests on a fact that no official page shows (暫定).
    provisional: bool,
}

/// An item that a finding is about.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RenderedItem {
    /// Its id, or the name of the member of the file.
    id: String,
    /// Its name for a reader.
    label: String,
}

/// Says what a code means.
#[wasm_bindgen(unchecked_return_type = "Explanation")]
pub fn explain(#[wasm_bindgen(unchecked_param_type = "string")] code: &JsValue) -> Result<JsValue, JsValue> {
    let code = code.as_string();
    let code = code.ok_or_else(|| trouble(Trouble::Code, "code", "点検コードを文字列で渡してください。"))?;
    let rule = rule(code.trim())
        .ok_or_else(|| trouble(Trouble::Code, "code", &format!("「{code}」という点検コードはありません。")))?;
    let texts = rule.texts.iter();
    object(&Explanation {
        code: rule.code,
        title: rule.title,
        severity: rule.severity.key(),
        label: rule.severity.label(),
        provisional: rule.provisional,
        texts: texts.map(|text| ExplainedText { message: text.message, why: text.why, fix: text.fix }).collect(),
        sources: sources(rule),
    })
}

/// Puts a finding into words: one of `check`, of a `Checker`, or of the engine alone. The labels are those of a catalogue,
/// the newest where none is given.
#[wasm_bindgen(unchecked_return_type = "RenderedFinding")]
pub fn render(
    #[wasm_bindgen(unchecked_param_type = "Finding | FindingCode | BriefFinding")] finding: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CatalogOptions")] options: &JsOptions,
) -> Result<JsValue, JsValue> {
    let wrong = || trouble(Trouble::Finding, "finding", "点検結果の指摘(findings の1つ)を渡してください。");
    let given = Given::read(finding).ok_or_else(wrong)?;
    let choice = CatalogOptions::read(options)?;
    with_editions(|editions| {
        let newest = || editions.all().next_back();
        let catalog = choice.catalog(editions)?.or_else(newest).ok_or_else(wrong)?;
        object(&given.rendered(catalog).ok_or_else(wrong)?)
    })
}

/// What a result says of a finding.
#[derive(Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FindingCode"))]
pub struct Given {
    /// "K104".
    code: String,
    /// Which of the texts of its rule it says.
    text: usize,
    /// Ids of the items that it is about.
    items: Vec<String>,
    /// Parameters of the text.
    args: Vec<String>,
    /// What it says already.
    #[cfg_attr(test, ts(skip))]
    words: Option<[String; 3]>,
}

impl Given {
    fn read(finding: &JsValue) -> Option<Self> {
        let json = JSON::stringify(finding).ok()?.as_string()?;
        let value = Value::read(&json).ok()?;
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        let texts = |value: &Value| value.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        let number = |value: &Value| value.as_number()?.as_str().parse().ok();
        if let Some([code, at, items, args]) = value.as_array() {
            return Some(Self {
                code: text(code)?,
                text: number(at)?,
                items: texts(items)?,
                args: texts(args)?,
                words: None,
            });
        }
        let own = value.as_object()?;
        let words = ["message", "why", "fix"].map(|name| own.get(name).and_then(text));
        let words = match words {
            [Some(message), Some(why), Some(fix)] => Some([message, why, fix]),
            _ => None,
        };
        let (mut at, mut args) = (0, Vec::new());
        if words.is_none() {
            (at, args) = (number(own.get("text")?)?, texts(own.get("args")?)?);
        }
        Some(Self { code: text(own.get("code")?)?, text: at, items: texts(own.get("items")?)?, args, words })
    }

    fn rendered(self, catalog: &Catalog) -> Option<RenderedFinding> {
        let finding = Finding::known_by(&self.code, self.text, &self.items, self.args, catalog)?;
        let [message, why, fix] =
            self.words.unwrap_or_else(|| [finding.message(catalog), finding.why(catalog), finding.fix(catalog)]);
        let places = finding.places.iter();
        let items = places
            .map(|place| RenderedItem { id: place.id(catalog).to_owned(), label: place.label(catalog).to_owned() });
        Some(RenderedFinding {
            code: finding.code(),
            title: finding.rule.title,
            severity: finding.severity().key(),
            label: finding.severity().label(),
            items: items.collect(),
            message,
            why,
            fix,
            sources: sources(finding.rule),
            provisional: finding.rule.provisional,
        })
    }
}

fn sources(rule: &Rule) -> Vec<ExplainedSource> {
    let source = |cite: &Cite| ExplainedSource {
        id: cite.id,
        place: cite.place,
        title: cite.title(),
        url: cite.document().and_then(|document| document.url),
        quote: cite.quote().map(|quote| quote.text),
    };
    rule.sources.iter().map(source).collect()
}
