//! Next year's draft, what two drafts answer otherwise, and 変更報告.

use kakari_catalog::{Catalog, PeriodKey, Span, Subject, diff, wareki};
use kakari_documents::carry_over::{self, next_edition, unplaced};
use kakari_rules::structure_changes;
use kakari_sources::{Document, quote};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{catalog, draft, object, today};

/// What [`carry_over`] gives.
#[derive(Serialize)]
#[serde(untagged)]
enum CarriedOver<'a> {
    Draft { draft: String, label: &'a str, carried: usize, emptied: usize, unplaced: usize },
    Refused { refused: &'static str },
}

/// Makes next year's draft from last year's.
#[wasm_bindgen(js_name = carryOver, unchecked_return_type = "CarriedOver")]
pub fn carry_over(
    #[wasm_bindgen(unchecked_param_type = "KeyingOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let last = draft(options, "draft")?;
    let Some(catalog) = next_edition(&last, today(options)?) else {
        return object(&CarriedOver::Refused {
            refused: "この下書きより後の年度の台帳が、まだこのツールにありません。新しい版になってから始めてください。同じ年度の写しは「写しを作る」で作れます。",
        });
    };
    let made = carry_over::carry_over(&last, &catalog);
    object(&CarriedOver::Draft {
        draft: made.draft.to_text(),
        label: catalog.label(),
        carried: made.carried,
        emptied: made.emptied,
        unplaced: made.unplaced.len(),
    })
}

/// The same draft as a report of a change (変更報告).
#[wasm_bindgen(js_name = changeReport)]
pub fn change_report(
    #[wasm_bindgen(unchecked_param_type = "KeyingOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    let mut draft = draft(options, "draft")?;
    draft.set_report("change");
    Ok(draft.to_text())
}

/// What [`differences`] gives.
#[derive(Serialize)]
struct Differences<'a> {
    before: &'a str,
    now: &'a str,
    edition: Vec<[String; 3]>,
    sections: Vec<Section<'a>>,
    structure: usize,
    unplaced: Vec<[String; 2]>,
    quotes: Vec<[String; 2]>,
}

#[derive(Serialize)]
struct Section<'a> {
    label: &'a str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    id: &'a str,
    section: &'a str,
    label: &'a str,
    before: String,
    now: String,
    is_figure: bool,
    is_structure: bool,
}

/// What an earlier draft (`before`) and the draft answer otherwise, section by section, and what differs between their
/// editions.
#[wasm_bindgen(unchecked_return_type = "Differences")]
pub fn differences(
    #[wasm_bindgen(unchecked_param_type = "KeyingOptions & { before: string }")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (before, now, today) = (draft(options, "before")?, draft(options, "draft")?, today(options)?);
    let (old, new) = (catalog(options, before.edition(), today)?, catalog(options, now.edition(), today)?);
    let structure = structure_changes(&now, &before, &new);
    let mut sections: Vec<Section> = Vec::new();
    for one in carry_over::differences((&before, &old), (&now, &new)) {
        let item = &new.items()[one.index];
        let label = new.section(&item.section).map_or("", |section| &section.label);
        let row = Row {
            id: &item.id,
            section: &item.section,
            label: &item.label,
            before: one.before,
            now: one.now,
            is_figure: carry_over::is_figure(item),
            is_structure: structure.contains(&one.index),
        };
        match sections.last_mut() {
            Some(last) if last.label == label => last.rows.push(row),
            _ => sections.push(Section { label, rows: vec![row] }),
        }
    }
    object(&Differences {
        before: old.label(),
        now: new.label(),
        edition: if old.edition() == new.edition() { Vec::new() } else { between(&old, &new) },
        sections,
        structure: structure.len(),
        unplaced: unplaced(&now, &new).into_iter().map(|one| [one.label, one.value]).collect(),
        quotes: [("law", "第30条の18の4第4項"), ("regulation", "第30条の33の18")]
            .into_iter()
            .filter_map(|(id, place)| Some((Document::get(id)?, quote(id, place)?)))
            .map(|(document, quote)| [[document.short, quote.place].concat(), quote.text.to_owned()])
            .collect(),
    })
}

/// The days of two editions in words, and the items about which their catalogues say otherwise.
fn between(old: &Catalog, new: &Catalog) -> Vec<[String; 3]> {
    let span = |span: Span| [wareki::day(span.from), wareki::day(span.to)].join("〜");
    let mut rows = vec![
        ["年度".to_owned(), old.label().to_owned(), new.label().to_owned()],
        ["報告の期間".to_owned(), span(old.dates().window), span(new.dates().window)],
    ];
    let periods = [("基準日", PeriodKey::AsOf), ("暦年の実績", PeriodKey::Calendar), ("年度の実績", PeriodKey::Fiscal)];
    rows.extend(periods.map(|(name, key)| [name.to_owned(), old.period_in_words(key), new.period_in_words(key)]));
    let mut items: Vec<String> = Vec::new();
    for change in diff(old, new) {
        let (Subject::Item(id) | Subject::Option(id, _)) = change.subject else { continue };
        let label = new.find(&id).map_or(id.as_str(), |(_, item)| item.label.as_str());
        if items.last().is_none_or(|last| last != label) {
            items.push(label.to_owned());
        }
    }
    rows.extend(items.into_iter().map(|label| [label, "(聞き方か選択肢が変わりました)".to_owned(), String::new()]));
    rows
}
