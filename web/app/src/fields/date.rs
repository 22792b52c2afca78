//! A day, typed as people write it.
//!
//! One text field, and no date field of the browser: that one shows nothing of what it cannot read, counts a half-typed
//! day as none, and speaks the language of the browser. The draft holds the day as `2026-04-01`; what is no day stays in
//! it as it was typed, for the person to see and the checks to find.

use kakari_catalog::wareki::{Typed, typed};
use kakari_draft::Value;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::field::Control;
use crate::html::{El, el};
use crate::store::Context;
use crate::words::typing;

/// The day of an item.
pub fn date_field(store: &Context, control: &Control) -> El {
    let index = control.index;
    let set = move |store: &Context, text: String| {
        store.type_in(index, (!text.is_empty()).then_some(Value::String(text)));
    };
    day_field(store, &control.id(), store.text(&store.item(index).id), set, |input, more| {
        control.describe_with(input, more)
    })
}

/// A field for a day, and below it what was understood. `describe` ties the control to what describes it, to which it
/// adds the id that it is handed.
pub fn day_field(
    store: &Context,
    id: &str,
    kept: &str,
    set: impl Fn(&Context, String) + 'static,
    describe: impl FnOnce(El, &str) -> El,
) -> El {
    let about = [id, "-day"].concat();
    let input = typing("input", "input is-day")
        .attr("id", id)
        .attr("type", "text")
        .value(&shown(store, id, kept))
        .on_input(store, move |store, text| set(store, typed(&text).kept));
    let Typed { words, is_day, .. } = typed(kept);
    let words = el("p").class("day").class_if(!is_day, "is-no-day").attr("id", &about).text(&words);
    el("div").with(describe(input, &about)).with(words.attr_if("aria-live", is_day.then_some("polite")))
}

/// What the field shows: what stands in it, as long as that means what is kept.
fn shown(store: &Context, id: &str, kept: &str) -> String {
    let field = store.host().by_id(id).and_then(|own| own.dyn_into::<HtmlInputElement>().ok());
    let stands = field.map(|field| field.value()).filter(|text| typed(text).kept == kept);
    stands.unwrap_or_else(|| kept.to_owned())
}
