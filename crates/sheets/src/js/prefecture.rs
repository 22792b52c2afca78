//! The configuration of a prefecture for the page that makes one.

use kakari_prefecture::reference::{self, Contrast, Field};
use kakari_prefecture::{Configuration, EXAMPLE, Problem};
use kakari_rules::Editions;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{INTERNAL, object, trouble};

fn editions() -> Result<Editions, JsValue> {
    Editions::builtin().ok_or_else(|| trouble(INTERNAL, "", "内蔵の台帳を読めません。"))
}

/// What [`configuration`] gives.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    configuration: Configuration,
    problems: Vec<Told>,
    omitted: usize,
    is_configuration: bool,
    contrasts: Vec<Contrast>,
}

/// A problem, with its severity in words.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    problem: Problem,
    label: &'static str,
}

/// Reads a configuration, as `kakari config check` does.
#[wasm_bindgen(unchecked_return_type = "ReadConfiguration")]
pub fn configuration(text: &str) -> Result<JsValue, JsValue> {
    let reading = kakari_prefecture::read(text, &editions()?);
    let is_configuration = reading.is_configuration();
    let told = |problem: Problem| Told { label: problem.severity.label(), problem };
    object(&Read {
        contrasts: reference::contrasts(&reading.configuration.colors.unwrap_or_default()),
        configuration: reading.configuration,
        problems: reading.problems.into_iter().map(told).collect(),
        omitted: reading.omitted,
        is_configuration,
    })
}

/// What [`configuration_form`] gives.
#[derive(Serialize)]
struct Form {
    fields: Vec<Field>,
    example: &'static str,
}

/// The members of a configuration as fields of a form, and an example.
#[wasm_bindgen(js_name = configurationForm, unchecked_return_type = "ConfigurationForm")]
pub fn configuration_form() -> Result<JsValue, JsValue> {
    object(&Form { fields: reference::form(&editions()?), example: EXAMPLE })
}
