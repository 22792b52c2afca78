//! Words explained beside the field in which they occur. The explanations are put in by `help.js`.

use kakari_catalog::Item;
use kakari_sources::TERMS;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use crate::html::{El, On, el, fragment};
use crate::shelf::show;
use crate::store::Context;
use crate::words::about;

/// The words in an item's label and help, each with its explanation folded.
pub fn words(store: &Context, item: &Item) -> El {
    let help = item.help.as_deref().unwrap_or_default();
    let mut all = el("div").class("words");
    let mut any = false;
    for term in TERMS {
        // The counts that G-MIS fills in come from NDB, which is not in their labels.
        if item.label.contains(term) || help.contains(term) || (item.preprinted && *term == "NDB") {
            any = true;
            all = all.with(word(store, item, term));
        }
    }
    if any { all } else { fragment() }
}

fn word(store: &Context, item: &Item, term: &'static str) -> El {
    let toggle = move |store: &Context, event: &Event| {
        let details = event.target().map(JsCast::unchecked_into::<HtmlDetailsElement>);
        if let Some(details) = details.filter(HtmlDetailsElement::open)
            && let Some(place) = details.last_element_child()
        {
            show(store, "help", "explain", place, term.into());
        }
    };
    el("details")
        .class("word")
        .on(store, On::Toggle, toggle)
        .with(el("summary").text(&["「", term, "」とは"].concat()).with(about(item.short())))
        .with(el("div").class("word-text").attr("role", "status"))
}
