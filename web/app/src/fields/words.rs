//! Words explained beside the field in which they occur.

use kakari_form::terms_of;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use crate::chunks;
use crate::html::{El, On, el, fragment};
use crate::store::Context;
use crate::words::about;

/// The words in an item's label and help, each with its explanation folded.
pub fn words(store: &Context, index: usize) -> El {
    let mut terms = terms_of(store.item(index)).peekable();
    if terms.peek().is_none() {
        return fragment();
    }
    el("div").class("words").all(terms.map(|term| word(store, index, term)))
}

fn word(store: &Context, index: usize, term: &'static str) -> El {
    let toggle = move |store: &Context, event: &Event| {
        let details = event.target().map(JsCast::unchecked_into::<HtmlDetailsElement>);
        if details.is_some_and(|details| details.open()) && !store.view.explained.contains(&(index, term)) {
            store.view(move |view| view.explained.push((index, term)));
        }
    };
    let text = || match store.late() {
        Some(late) => (late.explain)(term),
        None => chunks::waiting(store, "説明を読み込めませんでした。"),
    };
    el("details")
        .class("word")
        .on(store, On::Toggle, toggle)
        .with(el("summary").text(&["「", term, "」とは"].concat()).with(about(store.item(index).short())))
        .with(el("div").class("word-text").when(store.view.explained.contains(&(index, term)), text))
}
