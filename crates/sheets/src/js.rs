//! What JavaScript calls. Plain things go in and come out; an exception is for a call that makes no sense and carries
//! `code` and `place`, everything about the files themselves is a result.

mod explanation;
mod keying;
mod prefecture;

use js_sys::{Reflect, Uint8Array};
use kakari_catalog::{Catalog, Date, load, parse_date};
use kakari_documents::{FileKind, TableFormat, Transcription, TranscriptionOptions, file_name};
use kakari_draft::Draft;
use kakari_rules::{Options, check};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::{Change, ReadOptions, Unwritten};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// What [`write`] gives: the file, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum Written {
    #[serde(rename_all = "camelCase")]
    File {
        name: String,
        mime: &'static str,
        is_draft: bool,
    },
    Errors {
        errors: usize,
    },
    Unmappable {
        unmappable: Vec<Unmappable>,
    },
    Failed {
        failed: String,
    },
}

#[derive(Serialize)]
struct Unmappable {
    item: String,
    id: String,
    row: usize,
    column: &'static str,
    characters: Vec<String>,
}

/// Writes the transcription of a draft.
#[wasm_bindgen(unchecked_return_type = "Written")]
pub fn write(#[wasm_bindgen(unchecked_param_type = "WriteOptions")] options: &JsValue) -> Result<JsValue, JsValue> {
    let draft = draft(options, "draft")?;
    let today = today(options)?;
    let catalog = catalog(options, draft.edition(), today)?;
    let report = check(&draft, &catalog, &Options { today, deadline: deadline(options)? });
    let choice = TranscriptionOptions { made_on: today, allow_draft: flag(options, "asDraft")? };
    let made = match Transcription::new(&draft, &catalog, &report, &choice) {
        Ok(made) => made,
        Err(refused) => return object(&Written::Errors { errors: refused.count }),
    };
    let format = format(options)?;
    let bytes = match crate::write(&made, format, flag(options, "replace")?) {
        Ok(bytes) => bytes,
        Err(Unwritten::Unmappable(cells)) => {
            let cells = cells.into_iter().map(|cell| Unmappable {
                item: cell.item,
                id: cell.id,
                row: cell.row,
                column: cell.column,
                characters: cell.characters.iter().map(ToString::to_string).collect(),
            });
            return object(&Written::Unmappable { unmappable: cells.collect() });
        }
        Err(other) => return object(&Written::Failed { failed: other.to_string() }),
    };
    let mime = match format {
        TableFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        TableFormat::Cp932Csv => "text/csv;charset=shift_jis",
        TableFormat::ExcelCsv | TableFormat::SystemCsv => "text/csv;charset=utf-8",
    };
    let name = file_name(&draft, &catalog, FileKind::Transcription(format), made.is_draft());
    let file = object(&Written::File { name, mime, is_draft: made.is_draft() })?;
    Reflect::set(&file, &"bytes".into(), &Uint8Array::from(bytes.as_slice()))?;
    Ok(file)
}

/// What [`read`] gives: the draft, or why the file is not read.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    #[serde(rename_all = "camelCase")]
    Draft {
        draft: String,
        is_merged: bool,
        edition: String,
        answers: usize,
        changes: Vec<Changed>,
        problems: Vec<Problem>,
    },
    Refused {
        refused: Sentence,
    },
}

#[derive(Serialize)]
struct Sentence {
    message: String,
    fix: &'static str,
}

#[derive(Serialize)]
struct Changed {
    item: String,
    change: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Problem {
    place: String,
    item: String,
    message: String,
    fix: &'static str,
    is_left_out: bool,
}

/// Reads a workbook or a CSV file.
#[wasm_bindgen(unchecked_return_type = "Read")]
pub fn read(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_param_type = "ReadOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let base = if member(options, "base")?.is_some() { Some(draft(options, "base")?) } else { None };
    let own = own_catalog(options)?;
    let options = ReadOptions { today: today(options)?, base: base.as_ref(), catalog: own.as_ref() };
    object(&match crate::read(bytes, &options) {
        Err(refused) => Answer::Refused { refused: Sentence { message: refused.to_string(), fix: refused.fix() } },
        Ok(read) => Answer::Draft {
            draft: read.draft.to_text(),
            is_merged: read.is_merged,
            edition: read.edition,
            answers: read.answers,
            changes: read.changes.into_iter().map(|(item, change)| Changed { item, change: word(change) }).collect(),
            problems: read
                .problems
                .into_iter()
                .map(|problem| Problem {
                    place: problem.place(),
                    message: problem.trouble.message(),
                    fix: problem.trouble.fix(),
                    is_left_out: problem.trouble.is_left_out(),
                    item: problem.item,
                })
                .collect(),
        },
    })
}

fn word(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Other => "other",
        Change::Gone => "gone",
    }
}

/// What [`catalog_from_toml`] gives.
#[derive(Serialize)]
#[serde(untagged)]
enum Converted {
    Catalog { catalog: String, edition: String, label: String, fingerprint: String },
    Problems { problems: Vec<Located> },
}

#[derive(Serialize)]
struct Located {
    line: usize,
    column: usize,
    message: String,
}

/// Checks an edition file (TOML), as `kakari catalog check` does, and gives it as JSON.
#[wasm_bindgen(js_name = catalogFromToml, unchecked_return_type = "Converted")]
pub fn catalog_from_toml(toml: &str) -> Result<JsValue, JsValue> {
    let converted = load::to_json(toml).map(|json| {
        let catalog = Catalog::from_json(&json).ok()?;
        let (edition, label) = (catalog.edition().to_owned(), catalog.label().to_owned());
        Some(Converted::Catalog { catalog: json, edition, label, fingerprint: catalog.fingerprint().to_owned() })
    });
    object(&match converted {
        Ok(Some(catalog)) => catalog,
        Ok(None) => return Err(trouble(INTERNAL, "", "台帳をJSONにできません。")),
        Err(errors) => Converted::Problems {
            problems: errors
                .into_iter()
                .map(|error| Located { line: error.line, column: error.column, message: error.message })
                .collect(),
        },
    })
}

const OPTIONS: &str = "OPTIONS";
const DRAFT: &str = "DRAFT";
const CATALOG: &str = "CATALOG";
const INTERNAL: &str = "INTERNAL";

fn draft(options: &JsValue, name: &str) -> Result<Draft, JsValue> {
    let text = text(options, name)?;
    let draft = text.as_deref().and_then(|text| Draft::read(text).ok());
    draft.ok_or_else(|| trouble(DRAFT, name, &format!("{name} に下書きファイルの内容を文字列で渡してください。")))
}

fn today(options: &JsValue) -> Result<Date, JsValue> {
    let today = text(options, "today")?.as_deref().and_then(parse_date);
    today.ok_or_else(|| trouble(OPTIONS, "today", "作る日を today に「2026-02-01」の形で渡してください。"))
}

fn deadline(options: &JsValue) -> Result<Option<Date>, JsValue> {
    Ok(text(options, "deadline")?.as_deref().and_then(parse_date))
}

/// The catalogue that was handed over, or the built-in one of the edition, or that of the day.
fn catalog(options: &JsValue, edition: Option<&str>, today: Date) -> Result<Catalog, JsValue> {
    if let Some(own) = own_catalog(options)? {
        return Ok(own);
    }
    let builtin = edition.and_then(Catalog::builtin).or_else(|| Catalog::builtin_for(today));
    builtin.ok_or_else(|| trouble(INTERNAL, "", "内蔵の台帳を読めません。"))
}

fn own_catalog(options: &JsValue) -> Result<Option<Catalog>, JsValue> {
    let json = text(options, "catalog")?;
    let wrong = || trouble(CATALOG, "catalog", "catalog に台帳のJSONを文字列で渡してください。");
    json.map(|json| Catalog::from_json(&json).map_err(|_| wrong())).transpose()
}

fn format(options: &JsValue) -> Result<TableFormat, JsValue> {
    match text(options, "format")?.as_deref() {
        Some("xlsx") => Ok(TableFormat::Xlsx),
        Some("csv-excel") => Ok(TableFormat::ExcelCsv),
        Some("csv-cp932") => Ok(TableFormat::Cp932Csv),
        Some("csv") => Ok(TableFormat::SystemCsv),
        _ => Err(trouble(OPTIONS, "format", "format は xlsx、csv-excel、csv-cp932、csv のどれかです。")),
    }
}

/// A member of the options; absent, `undefined` and `null` are the same.
fn member(options: &JsValue, name: &str) -> Result<Option<JsValue>, JsValue> {
    let value = Reflect::get(options, &name.into())
        .map_err(|_| trouble(OPTIONS, "options", "options にオブジェクトを渡してください。"))?;
    Ok(if value.is_undefined() || value.is_null() { None } else { Some(value) })
}

fn text(options: &JsValue, name: &str) -> Result<Option<String>, JsValue> {
    let wrong = || trouble(OPTIONS, name, &format!("{name} に文字列を渡してください。"));
    member(options, name)?.map(|value| value.as_string().ok_or_else(wrong)).transpose()
}

fn flag(options: &JsValue, name: &str) -> Result<bool, JsValue> {
    Ok(member(options, name)?.is_some_and(|value| value.is_truthy()))
}

/// A plain object as JSON would give it.
fn object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(|_| trouble(INTERNAL, "", "結果を渡せません。"))
}

/// An `Error` with the kind of the trouble and the argument that it is about.
fn trouble(code: &str, place: &str, message: &str) -> JsValue {
    let error: JsValue = js_sys::Error::new(message).into();
    // A fresh object takes any member.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    let _ = Reflect::set(&error, &"place".into(), &place.into());
    error
}
