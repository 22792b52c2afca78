//! 患者説明: 療養計画書, filled in for a patient and printed. The form is loaded when it is opened (`plan.js`).
//!
//! What is typed about the patient is in the elements of the page and nowhere else: no value of the store, of a draft or
//! of a record ever holds it. It goes with the elements, on leaving the screen or on 消去.

use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::Context;

/// What stands around the form.
pub fn explanation(_: &Context) -> El {
    let head = el("h1").class("no-print").attr("tabindex", "-1").text(Step::Explain.label());
    let back = el("a").class("button is-outline").attr("href", &Step::Export.href()).text("書き出しへ戻る");
    let shelf = el("div").attr("id", "shelf");
    fragment().with(head).with(shelf).with(el("div").class("onward no-print").with(back))
}
