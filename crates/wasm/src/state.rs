//! A draft in the form: how far each step is, and of each item whether it is asked, and why not.

use kakari_draft::Draft;
use kakari_form::{Form, Step, because};
use kakari_rules::check;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::object::object;
use crate::options::{CheckOptions, draft_text, object_text, with_editions};
use crate::trouble::{Trouble, trouble};

/// How far a draft is, as a form shows it to somebody who has gone through all of it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FormState {
    /// "R8".
    edition: String,
    /// 「準備ができました」, 「途中 45%」, 「エラー2件」.
    words: String,
    /// How much is answered of what has to be answered now, in percent, cut off.
    percent: usize,
    /// How many items are answered of those that have to be answered now.
    answered: usize,
    /// How many items have to be answered now.
    asked: usize,
    /// Id of the step at which to go on; "review" where everything is answered.
    resume: &'static str,
    /// The steps that ask for answers, in the order of the form.
    steps: Vec<StepState>,
    /// All items, in the order of the catalogue.
    items: Vec<ItemState>,
}

/// Where a step of the form stands.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StepState {
    /// Id of its section: "f2i".
    id: &'static str,
    /// 「2号機能 イ」.
    label: &'static str,
    /// Nothing answered, some, all, something found that is worth a look, or nothing of it asked.
    #[cfg_attr(test, ts(type = "'empty' | 'begun' | 'done' | 'marked' | 'not_asked'"))]
    state: &'static str,
    /// The same in words: 「途中 3/8」.
    words: String,
    /// How many items are answered of those that have to be answered now.
    answered: usize,
    /// How many items have to be answered now.
    asked: usize,
    /// How many findings are worth a look.
    marks: usize,
}

/// Where an item stands in the form.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ItemState {
    /// Its id.
    id: String,
    /// Whether it is asked by the other answers: yes; yes, and G-MIS fills it in; not to be told yet; no, since the
    /// institution is no target, since 1号機能 is lacking, or by another answer or decision.
    #[cfg_attr(test, ts(type = "'yes' | 'preprinted' | 'open' | 'not_target' | 'function1_lacks' | 'other_answer'"))]
    asked: &'static str,
    /// Why it is not asked, in words; `null` where it is, or where that cannot be told.
    because: Option<&'static str>,
    /// Whether it has to be answered, as long as it is asked; a preprinted count need not be.
    #[cfg_attr(test, ts(type = "'required' | 'optional' | 'preprinted'"))]
    need: &'static str,
    /// Whether it has a field now: it is asked, or something stands in it.
    shown: bool,
    /// Whether it is answered in any way.
    answered: bool,
}

/// How far the text of a draft file is. A text that is no draft is refused.
#[wasm_bindgen(js_name = formText, unchecked_return_type = "FormState")]
pub fn form_text(
    #[wasm_bindgen(unchecked_param_type = "string")] json: &JsValue,
    options: &JsOptions,
) -> Result<JsValue, JsValue> {
    object(&state(&draft_text(json)?, options)?)
}

/// How far a draft is that is already an object.
#[wasm_bindgen(unchecked_return_type = "FormState")]
pub fn form(
    #[wasm_bindgen(unchecked_param_type = "object")] draft: &JsValue,
    options: &JsOptions,
) -> Result<JsValue, JsValue> {
    object(&state(&object_text(draft)?, options)?)
}

fn state(json: &str, options: &JsOptions) -> Result<FormState, JsValue> {
    let options = CheckOptions::read(options)?;
    let draft = Draft::read(json).map_err(|error| trouble(Trouble::Draft, "draft", &error.to_string()))?;
    with_editions(|editions| {
        let chosen = options.choice.catalog(editions)?;
        let catalog = chosen.unwrap_or_else(|| editions.of(&draft, options.today));
        let report = check(&draft, catalog, &options.days());
        let form = Form::new(&draft, catalog, &report);
        let all = form.progress_of_all();
        Ok(FormState {
            edition: catalog.edition().to_owned(),
            words: form.words(),
            percent: all.percent(),
            answered: all.answered,
            asked: all.asked,
            resume: form.resume().name(),
            steps: Step::ALL.into_iter().filter_map(|step| of_step(form, step)).collect(),
            items: (0..catalog.items().len()).map(|index| of_item(form, index)).collect(),
        })
    })
}

fn of_step(form: Form, step: Step) -> Option<StepState> {
    let standing = form.standing(step)?;
    Some(StepState {
        id: step.name(),
        label: step.label(),
        state: standing.state.key(),
        words: standing.words(),
        answered: standing.progress.answered,
        asked: standing.progress.asked,
        marks: standing.marks,
    })
}

fn of_item(form: Form, index: usize) -> ItemState {
    let asked = form.asked(index);
    ItemState {
        id: form.item(index).id.clone(),
        asked: asked.key(),
        because: because(asked),
        need: form.need(index).key(),
        shown: form.is_shown(index),
        answered: form.is_answered(index),
    }
}
