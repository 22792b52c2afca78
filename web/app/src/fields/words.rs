//! Words explained beside the field in which they occur.

use kakari_catalog::Item;
use kakari_sources::TERMS;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use crate::html::{El, On, el, fragment};
use crate::screens::{ask, of, text};
use crate::store::{Context, Help};
use crate::words::{button, p};

/// The words in an item's label and help, each with its explanation folded.
pub fn words(store: &Context, item: &Item) -> El {
    let help = item.help.as_deref().unwrap_or_default();
    let mut all = el("div").class("words");
    let mut any = false;
    for term in TERMS {
        // The counts that G-MIS fills in come from NDB, which is not in their labels.
        if item.label.contains(term) || help.contains(term) || (item.preprinted && *term == "NDB") {
            any = true;
            all = all.with(word(store, term));
        }
    }
    if any { all } else { fragment() }
}

fn word(store: &Context, term: &str) -> El {
    let toggle = |store: &Context, event: &Event| {
        let details = event.target().map(JsCast::unchecked_into::<HtmlDetailsElement>);
        if details.is_some_and(|details| details.open()) {
            ask(store);
        }
    };
    el("details")
        .class("word")
        .on(store, On::Toggle, toggle)
        .with(el("summary").text(&["「", term, "」とは"].concat()))
        .with(explanation(store, term))
}

fn explanation(store: &Context, term: &str) -> El {
    let body = el("div").class("word-text").attr("role", "status");
    let Help::Here(help) = &store.help else { return body.with(waiting(store)) };
    match of(help, "words").find(|word| text(word, "term") == term) {
        Some(word) => body.with(p("", text(word, "text"))).with(p("source-small", text(word, "origin"))),
        None => body.text("説明が見つかりません。"),
    }
}

/// What is shown until the explanations are here.
pub fn waiting(store: &Context) -> El {
    if matches!(store.help, Help::Failed) {
        let again = button("button is-outline is-small", "もう一度読み込む").on_click(store, ask);
        return el("p").text("説明を読み込めませんでした。通信を確かめてください。").with(again);
    }
    el("p").text("説明を読み込んでいます…")
}
