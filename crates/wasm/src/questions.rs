//! The short way through the form, for `quick` of the element.

use kakari_form::quick::Quick;
use kakari_form::ticked;
use kakari_rules::decide;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::JsOptions;
use crate::draft::JsDraft;
use crate::object::object;
use crate::options::CheckOptions;

/// See [`kakari_form::quick::Question`]; items by their ids.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Question<'a> {
    id: &'a str,
    part: &'a str,
    is_function2: bool,
    items: Vec<&'a str>,
    counts: Vec<&'a str>,
    dates: Vec<&'a str>,
    so_far: String,
}

/// See [`kakari_form::quick::Outcome`].
#[derive(Serialize)]
struct Outcome<'a> {
    sentence: &'a str,
    decided: Vec<Decided<'a>>,
    next: Vec<String>,
    remaining: String,
}

/// See [`kakari_form::quick::Decided`]; the status as in results, and for a reader.
#[derive(Serialize)]
struct Decided<'a> {
    id: &'a str,
    label: &'a str,
    title: &'a str,
    status: &'a str,
    words: &'a str,
}

#[wasm_bindgen(js_class = Draft)]
impl JsDraft {
    /// Chooses options of an item or drops them: see [`kakari_form::ticked`].
    #[allow(clippy::needless_pass_by_value, reason = "a list of texts cannot be borrowed from JavaScript")]
    pub fn tick(&mut self, id: &str, options: &JsOptions, keys: Vec<String>, on: bool) -> Result<(), JsValue> {
        let new = self.in_catalog(&CheckOptions::read(options)?, |draft, catalog, _| {
            let known = catalog.find(id).map(|(_, item)| catalog.options(item)).unwrap_or_default();
            let places = keys.iter().filter_map(|key| known.iter().position(|own| own.key == *key));
            Ok(ticked(known, draft.get(id), &places.collect::<Vec<_>>(), on))
        })?;
        self.0.set(id, new);
        Ok(())
    }

    /// The questions that are still to be asked, as far as the draft decides. `functions` are the sections of the 2号機能 that
    /// are wanted; all of them where there are none.
    #[allow(clippy::needless_pass_by_value, reason = "a list of texts cannot be borrowed from JavaScript")]
    pub fn questions(&self, options: &JsOptions, functions: Vec<String>) -> Result<JsValue, JsValue> {
        self.in_catalog(&CheckOptions::read(options)?, |draft, catalog, options| {
            let ids = |places: Vec<usize>| places.into_iter().map(|place| &*catalog.items()[place].id).collect();
            let report = decide(draft, catalog, &options.days());
            let questions = Quick { catalog, report: &report, functions: &functions }.questions().into_iter();
            let questions = questions.map(|own| Question {
                id: own.id,
                part: own.part,
                is_function2: own.is_function2,
                items: ids(own.items),
                counts: ids(own.counts),
                dates: ids(own.dates),
                so_far: own.so_far,
            });
            object(&questions.collect::<Vec<_>>())
        })
    }

    /// What is decided at the end of the questions, and what comes next.
    #[allow(clippy::needless_pass_by_value, reason = "a list of texts cannot be borrowed from JavaScript")]
    pub fn outcome(&self, options: &JsOptions, functions: Vec<String>) -> Result<JsValue, JsValue> {
        self.in_catalog(&CheckOptions::read(options)?, |draft, catalog, options| {
            let report = decide(draft, catalog, &options.days());
            let deadline = options.deadline.unwrap_or(catalog.dates().window.to);
            let quick = Quick { catalog, report: &report, functions: &functions };
            let outcome = quick.outcome(options.today, deadline);
            let decided = outcome.decided.into_iter().map(|own| Decided {
                id: own.id,
                label: own.label,
                title: own.title,
                status: own.status.key(),
                words: own.status.label(),
            });
            let (sentence, next, remaining) = (outcome.sentence, outcome.next, outcome.remaining);
            object(&Outcome { sentence, decided: decided.collect(), next, remaining })
        })
    }
}
