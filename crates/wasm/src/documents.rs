//! What comes out of a draft: 院内掲示 as HTML, 転記 as rows.

use kakari_catalog::{Catalog, Date, Id};
use kakari_documents::{
    Cell, Layout, Notice, NoticeOptions, Orientation, Paper, Row, STYLES, Transcription, TranscriptionOptions,
};
use kakari_draft::Draft;
use kakari_rules::{Report, check};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::object::object;
use crate::options::{CheckOptions, day, flag, object_text, with_editions, word};
use crate::trouble::{Trouble, trouble};

/// How a notice is made. What is absent is as on the official form: A4, upright, everything on it.
#[derive(Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "NoticeOptions"))]
pub struct NoticeChoice {
    /// The day on which it is made, and what to check against: a notice with errors left says 下書き.
    #[cfg_attr(test, ts(flatten))]
    check: CheckOptions,
    /// The day printed under the name of the institution, "YYYY-MM-DD"; `today` where absent.
    #[cfg_attr(test, ts(optional, type = "string | null"))]
    date: Option<Date>,
    /// Whether the two numbers of persons are printed, which the law does not ask for. True where absent.
    #[cfg_attr(test, ts(optional, type = "boolean | null"))]
    numbers: Option<bool>,
    /// All areas and diseases with ■ or □, or only those that apply.
    #[cfg_attr(test, ts(optional, type = "NoticeLayout | null"))]
    layout: Option<Layout>,
    /// The size of the sheet.
    #[cfg_attr(test, ts(optional, type = "NoticePaper | null"))]
    paper: Option<Paper>,
    /// How the sheet hangs.
    #[cfg_attr(test, ts(optional, type = "NoticeOrientation | null"))]
    orientation: Option<Orientation>,
    /// Larger type.
    #[cfg_attr(test, ts(optional, type = "boolean | null"))]
    larger: Option<bool>,
    /// The sheets alone, for a page that has `noticeStyles()`, and not a whole file.
    #[cfg_attr(test, ts(optional, type = "boolean | null"))]
    fragment: Option<bool>,
}

/// The words for what stands on the sheet.
pub const LAYOUTS: [(&str, Layout); 2] = [("full", Layout::Full), ("applying", Layout::Applying)];
/// The words for the size of the sheet.
pub const PAPERS: [(&str, Paper); 2] = [("A4", Paper::A4), ("A3", Paper::A3)];
/// The words for how the sheet hangs.
pub const ORIENTATIONS: [(&str, Orientation); 2] =
    [("portrait", Orientation::Portrait), ("landscape", Orientation::Landscape)];

/// How a transcription is made.
#[derive(Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "TranscriptionOptions"))]
pub struct TranscriptionChoice {
    /// The day on which it is made, and what to check against.
    #[cfg_attr(test, ts(flatten))]
    check: CheckOptions,
    /// Whether it is made while errors remain. It then says 下書き.
    #[cfg_attr(test, ts(optional, type = "boolean | null", rename = "asDraft"))]
    as_draft: Option<bool>,
}

/// A transcription: every answer in the order of the screens of G-MIS.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "Transcription"))]
#[serde(rename_all = "camelCase")]
pub struct TranscriptionRows {
    /// 下書き: errors remain, so it is not to be keyed.
    is_draft: bool,
    /// What it says about itself.
    about: Vec<AboutLine>,
    /// 保険医療機関番号 and name, to find the right report.
    head: Vec<TranscriptionRow>,
    /// The answers in the order of the screens.
    rows: Vec<TranscriptionRow>,
    /// What is not keyed and yet part of the draft.
    unkeyed: Vec<TranscriptionRow>,
}

/// A line about a document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AboutLine {
    /// 「版」
    name: &'static str,
    /// 「令和8年度報告(R8)」
    value: String,
}

/// A row: one thing to key or to tick. Texts are empty where there is nothing to say.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TranscriptionRow {
    /// 項目ID
    id: String,
    /// 機能
    function: String,
    /// 項番, where it is official.
    number: String,
    /// 分類
    group: String,
    /// 項目名
    label: String,
    /// 選択肢コード, where it is official.
    code: String,
    /// 選択肢名
    option: String,
    /// 記入値, as it was typed.
    value: String,
    /// Whether the value is a number that a spreadsheet may take for one.
    #[serde(rename = "isNumber")]
    is_number: bool,
    /// 単位
    unit: String,
    /// 対象期間
    period: String,
    /// 根拠
    basis: String,
    /// 確度: whether number, name and code are all official. `null` where the question makes no sense.
    official: Option<bool>,
    /// 指摘コード
    findings: String,
}

/// 院内掲示 of a draft (an object, or the text of a file) as a complete HTML file that needs nothing else.
#[wasm_bindgen]
pub fn notice(
    #[wasm_bindgen(unchecked_param_type = "Draft | string")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "NoticeOptions")] options: &JsOptions,
) -> Result<String, JsValue> {
    let draft = read(draft)?;
    let choice = NoticeChoice::read(options)?;
    checked(&draft, &choice.check, |catalog, report| {
        let notice = Notice::new(&draft, catalog, report, &choice.options());
        Ok(if choice.fragment == Some(true) { notice.fragment() } else { notice.page(STYLES) })
    })
}

/// The styles of 院内掲示, for a page that shows the sheets.
#[wasm_bindgen(js_name = noticeStyles)]
pub fn notice_styles() -> String {
    STYLES.to_owned()
}

/// The transcription of a draft (an object, or the text of a file) into G-MIS. Refused while errors remain, unless it is
/// made as a 下書き.
#[wasm_bindgen(unchecked_return_type = "Transcription")]
pub fn transcription(
    #[wasm_bindgen(unchecked_param_type = "Draft | string")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "TranscriptionOptions")] options: &JsOptions,
) -> Result<JsValue, JsValue> {
    let draft = read(draft)?;
    let choice = TranscriptionChoice { check: CheckOptions::read(options)?, as_draft: flag(options, "asDraft")? };
    checked(&draft, &choice.check, |catalog, report| {
        let options = TranscriptionOptions { made_on: choice.check.today, allow_draft: choice.as_draft == Some(true) };
        let made = Transcription::new(&draft, catalog, report, &options)
            .map_err(|refused| trouble(Trouble::ErrorsRemain, "draft", &refused.to_string()))?;
        object(&TranscriptionRows::new(made))
    })
}

impl NoticeChoice {
    fn read(options: &JsOptions) -> Result<Self, JsValue> {
        Ok(Self {
            check: CheckOptions::read(options)?,
            date: day(options, "date")?,
            numbers: flag(options, "numbers")?,
            layout: word(options, "layout", &LAYOUTS)?,
            paper: word(options, "paper", &PAPERS)?,
            orientation: word(options, "orientation", &ORIENTATIONS)?,
            larger: flag(options, "larger")?,
            fragment: flag(options, "fragment")?,
        })
    }

    fn options(&self) -> NoticeOptions {
        let form = NoticeOptions::new(self.check.today);
        NoticeOptions {
            date: self.date.unwrap_or(form.date),
            made_on: form.made_on,
            numbers: self.numbers.unwrap_or(form.numbers),
            layout: self.layout.unwrap_or(form.layout),
            paper: self.paper.unwrap_or(form.paper),
            orientation: self.orientation.unwrap_or(form.orientation),
            larger: self.larger.unwrap_or(form.larger),
        }
    }
}

impl TranscriptionRows {
    fn new(made: Transcription) -> Self {
        let rows = |rows: Vec<Row>| rows.into_iter().map(TranscriptionRow::new).collect();
        Self {
            is_draft: made.is_draft(),
            about: made.about().into_iter().map(|(name, value)| AboutLine { name, value }).collect(),
            head: rows(made.head),
            rows: rows(made.rows),
            unkeyed: rows(made.unkeyed),
        }
    }
}

impl TranscriptionRow {
    fn new(row: Row) -> Self {
        Self {
            id: row.id,
            function: row.function,
            number: row.number,
            group: row.group,
            label: row.label,
            code: row.code.as_str().to_owned(),
            option: row.option,
            value: row.value.as_str().to_owned(),
            is_number: matches!(row.value, Cell::Number(_)),
            unit: row.unit,
            period: row.period,
            basis: row.basis,
            official: row.official,
            findings: row.findings,
        }
    }
}

/// A draft from an object or from the text of a file.
fn read(draft: &JsValue) -> Result<Draft, JsValue> {
    let text = draft.as_string().map_or_else(|| object_text(draft), Ok)?;
    Draft::read_with(&text, Id::name).map_err(|error| trouble(Trouble::Draft, "draft", &format!("{error}。")))
}

/// Checks a draft and hands on what was found, with the catalogue.
fn checked<T>(
    draft: &Draft,
    options: &CheckOptions,
    then: impl FnOnce(&Catalog, &Report) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    with_editions(|editions| {
        let catalog = options.choice.catalog(editions)?.unwrap_or_else(|| editions.of(draft, options.today));
        then(catalog, &check(draft, catalog, &options.days()))
    })
}
