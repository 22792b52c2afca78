//! A day, typed as people write it.
//!
//! One text field, and no date field of the browser: that one shows nothing of what it cannot read, counts a half-typed
//! day as none, and speaks the language of the browser. The draft holds the day as `2026-04-01`; what is no day stays in
//! it as it was typed, for the person to see and the checks to find.

use kakari_catalog::wareki::{Typed, typed};
use kakari_draft::Value;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::field::Field;
use crate::html::{El, el};
use crate::store::{Context, Link, Linked};
use crate::words::typing;

/// The day of an item.
pub fn date_field(link: &Link, field: &Field) -> El {
    let index = field.index;
    let set = move |store: &Context, text: String| {
        store.type_in(index, (!text.is_empty()).then_some(Value::String(text)));
    };
    day_field(link, &field.id("control"), field.text(), set, |input, more| field.describe_with(input, more))
}

/// A field for a day, and below it what was understood. `describe` ties the control to what describes it, to which it
/// adds the id that it is handed.
pub fn day_field(
    to: &impl Linked,
    id: &str,
    kept: &str,
    set: impl Fn(&Context, String) + 'static,
    describe: impl FnOnce(El, &str) -> El,
) -> El {
    let about = [id, "-day"].concat();
    let input = typing("input", "input is-day")
        .attr("id", id)
        .attr("type", "text")
        .value(&shown(to.link(), id, kept))
        .on_input(to, move |store, text| set(store, typed(&text).kept));
    let Typed { words, is_day, .. } = typed(kept);
    let words = el("p").class("day").class_if(!is_day, "is-no-day").attr("id", &about).text(&words);
    el("div").with(describe(input, &about)).with(words.attr_if("aria-live", is_day.then_some("polite")))
}

/// What the field shows: what stands in it, as long as that means what is kept.
fn shown(link: &Link, id: &str, kept: &str) -> String {
    let field = link.host().by_id(id).and_then(|own| own.dyn_into::<HtmlInputElement>().ok());
    let stands = field.map(|field| field.value()).filter(|text| typed(text).kept == kept);
    stands.unwrap_or_else(|| kept.to_owned())
}
