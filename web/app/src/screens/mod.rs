//! One task a screen.

mod answers;
mod archive;
mod embed;
mod explanation;
mod export;
mod file_words;
mod files;
mod guide;
mod help;
mod incoming;
mod keying;
mod notice;
mod review;
mod section;
mod settings;
mod start;
mod target;

pub use answers::in_words as answer_in_words;
pub use archive::{Later, Shelf, differences, drafts, history, import};
pub use embed::{arrive as arrive_embed, embed};
pub use explanation::explanation;
pub use export::export;
pub use files::{compare, files};
pub use guide::guide;
pub use help::{explain, help};
pub use incoming::incoming;
pub use keying::{Keying, keydown, transcribe};
pub use notice::{notice, remember_posted};
pub use review::review;
pub use section::section;
pub use settings::settings;
pub use start::{example, start};
pub use target::{save_deadline, target};

use kakari_form::Step;
use kakari_rules::CheckResult;
use kakari_session::Action;
use wasm_bindgen::closure::Closure;

use crate::html::{El, el};
use crate::js;
use crate::route::{self, Screen};
use crate::store::{Context, Store};
use crate::words::button;

/// What has to be done for a late screen when the person arrives there, and where draft or day change while it is shown.
pub fn arrive(store: &Context) {
    match store.route.screen {
        Screen::Drafts | Screen::History | Screen::Differences => archive::arrive(store),
        Screen::Transcribe if store.is_open => keying::arrive(store),
        Screen::Explain if store.is_open => explanation::arrive(store),
        _ => {}
    }
}

/// What the check of the open draft found, as the command line writes it.
pub fn result_text(store: &Store) -> String {
    serde_json::to_string(&CheckResult::new(&store.report, &store.catalog)).unwrap_or_default()
}

/// Hands the same out to whoever wants to compare (the tests of the app do): `kakariResult()`. An element is asked for it.
pub fn result(store: &Context) {
    if !store.host().is_page() {
        return;
    }
    let store = store.clone();
    let result: Box<dyn Fn() -> String> = Box::new(move || result_text(&store.now()));
    js::set(&gloo_utils::window(), "kakariResult", Closure::wrap(result).into_js_value());
}

/// Whether the person may leave the screen: where something would be lost, they are asked.
pub fn may_leave() -> bool {
    explanation::may_leave()
}

/// The way on where it is the main thing to do.
pub const MAIN: &str = "button is-main";

/// The way back and the way on, with the class of its button.
pub fn onward(store: &Context, step: Step, class: &'static str) -> El {
    let steps = store.host().steps();
    let at = steps.iter().position(|own| *own == step).unwrap_or_default();
    let previous = match at.checked_sub(1) {
        Some(at) => Some(Screen::Form(steps[at])),
        None => store.host().is_page().then_some(Screen::Start),
    };
    let back = |previous: Screen| {
        let words = ["前へ: ", previous.label()].concat();
        el("a").class("button is-outline").attr("href", &previous.href()).text(&words)
    };
    let on = |next: Step| {
        button(class, &["次へ: ", next.label()].concat()).on_click(store, move |store| {
            store.dispatch(Action::Finish(step));
            route::go(store, Screen::Form(next));
        })
    };
    el("div").class("onward").maybe(previous, back).maybe(steps.get(at + 1).copied(), on)
}

/// The way back from a screen about the tool.
pub fn way_back(store: &Context) -> El {
    let screen = if store.is_open { store.before } else { Screen::Start };
    let words = ["「", screen.label(), "」に戻る"].concat();
    let back = el("a").class("button is-outline").attr("href", &screen.href()).text(&words);
    el("div").class("onward").with(back)
}

/// What holds fields: disabled while the draft can only be looked at. The banner above says why.
pub fn changeable(store: &Context) -> El {
    // It groups nothing that a screen reader should tell of.
    el("fieldset").class("changeable").attr("role", "none").flag("disabled", store.is_read_only())
}
