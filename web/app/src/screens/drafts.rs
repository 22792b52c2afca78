//! 転記モード: what stands around that which is loaded when it is opened. And the word about the draft file.

use crate::html::{El, el};
use crate::route::Step;
use crate::shelf::file_words;
use crate::store::{Context, Store};
use crate::words::p;

fn screen(step: Step, lead: &str) -> El {
    el("div")
        .class("drafts")
        .with(el("h1").attr("tabindex", "-1").text(step.label()))
        .with(p("lead", lead))
        .with(el("div").attr("id", "shelf"))
}

/// Every answer to be keyed into G-MIS.
pub fn transcribe(_: &Context) -> El {
    let back = el("a").class("button is-outline").attr("href", &Step::Export.href()).text("書き出しへ戻る");
    let lead = "回答をG-MISの画面の順に並べています。G-MISの画面の横に細く開いて、1つずつコピーして入力し、済んだものに印を付けます。";
    screen(Step::Transcribe, lead).with(el("div").class("onward is-start").with(back))
}

/// Reminds of the file where it lacks changes.
pub fn file_reminder(store: &Store) -> El {
    p("hint", file_words(store.file.as_deref(), &store.draft.to_text())).text("。")
}
