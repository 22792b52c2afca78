//! The transcription for the screen of 転記モード: the same rows as in a file, as data.

use kakari_documents::{Row, Transcription, TranscriptionOptions};
use kakari_rules::{Options, Severity, check};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{catalog, deadline, draft, object, today};

/// What [`keying`] gives.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keying<'a> {
    errors: usize,
    sign: &'static str,
    edition: &'a str,
    provisional: Option<&'a str>,
    /// What is left out, because it is not asked.
    left_out: &'a [String],
    rows: Vec<KeyedRow<'a>>,
}

/// A [`Row`] as far as a person at the screen of G-MIS needs it.
#[derive(Serialize)]
struct KeyedRow<'a> {
    id: &'a str,
    function: &'a str,
    number: &'a str,
    group: &'a str,
    label: &'a str,
    code: &'a str,
    option: &'a str,
    value: &'a str,
    unit: &'a str,
    period: &'a str,
    certainty: &'static str,
    findings: &'a str,
}

impl<'a> From<&'a Row> for KeyedRow<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            id: &row.id,
            function: &row.function,
            number: &row.number,
            group: &row.group,
            label: &row.label,
            code: row.code.as_str(),
            option: &row.option,
            value: row.value.as_str(),
            unit: &row.unit,
            period: &row.period,
            certainty: row.certainty(),
            findings: &row.findings,
        }
    }
}

/// Every answer in the order of the G-MIS screens, whether errors remain or not: the screen says so.
#[wasm_bindgen(unchecked_return_type = "Keying")]
pub fn keying(#[wasm_bindgen(unchecked_param_type = "KeyingOptions")] options: &JsValue) -> Result<JsValue, JsValue> {
    let draft = draft(options, "draft")?;
    let today = today(options)?;
    let catalog = catalog(options, draft.edition(), today)?;
    let report = check(&draft, &catalog, &Options { today, deadline: deadline(options)? });
    let choice = TranscriptionOptions { made_on: today, allow_draft: true };
    let made = Transcription::new(&draft, &catalog, &report, &choice)
        .map_err(|refused| super::trouble(super::INTERNAL, "", &refused.to_string()))?;
    object(&Keying {
        errors: report.count(Severity::Error),
        sign: Transcription::DRAFT,
        edition: catalog.label(),
        provisional: catalog.provisional(),
        left_out: &made.left_out,
        rows: made.head.iter().chain(&made.rows).map(KeyedRow::from).collect(),
    })
}
