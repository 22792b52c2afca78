//! One task a screen.

mod answers;
mod archive;
mod drafts;
mod explanation;
mod export;
mod guide;
mod help;
mod incoming;
mod notice;
mod review;
mod section;
mod settings;
mod start;
mod target;

pub use answers::in_words as answer_in_words;
pub use archive::{Later, Shelf, arrive, differences, drafts, history, import};
pub use drafts::transcribe;
pub use explanation::explanation;
pub use export::export;
pub use guide::guide;
pub use help::{embed, explain, help};
pub use incoming::incoming;
pub use notice::{notice, remember_posted};
pub use review::review;
pub use section::section;
pub use settings::settings;
pub use start::start;
pub use target::target;

use crate::html::{El, el};
use crate::route::{self, Step};
use crate::store::{Action, Context};
use crate::words::button;

/// The way on where it is the main thing to do.
pub const MAIN: &str = "button is-main";

/// The way back and the way on, with the class of its button.
pub fn onward(store: &Context, step: Step, class: &'static str) -> El {
    let back = |previous: Step| {
        let words = ["前へ: ", previous.label()].concat();
        el("a").class("button is-outline").attr("href", &previous.href()).text(&words)
    };
    let on = |next: Step| {
        button(class, &["次へ: ", next.label()].concat()).on_click(store, move |store| {
            store.dispatch(Action::Finish(step));
            route::go(next);
        })
    };
    el("div").class("onward").maybe(step.previous(), back).maybe(step.next(), on)
}

/// The way back from a screen about the tool.
pub fn way_back(store: &Context) -> El {
    let step = if store.is_open { store.before } else { Step::Start };
    let words = ["「", step.label(), "」に戻る"].concat();
    let back = el("a").class("button is-outline").attr("href", &step.href()).text(&words);
    el("div").class("onward").with(back)
}

/// What holds fields: disabled while the draft can only be looked at. The banner above says why.
pub fn changeable(store: &Context) -> El {
    // It groups nothing that a screen reader should tell of.
    el("fieldset").class("changeable").attr("role", "none").flag("disabled", store.is_read_only())
}
