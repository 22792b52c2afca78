//! One task a screen.

mod answers;
mod export;
mod notice;
mod review;
mod section;
mod start;
mod target;

pub use export::export;
pub use notice::notice;
pub use review::review;
pub use section::section;
pub use start::start;
pub use target::target;

use crate::html::{El, el};
use crate::route::{self, Step};
use crate::store::{Action, Context};
use crate::words::button;

/// The way back and the way on.
pub fn onward(store: &Context, step: Step) -> El {
    let back = |previous: Step| {
        let words = ["前へ: ", previous.label()].concat();
        el("a").class("button is-outline").attr("href", &previous.href()).text(&words)
    };
    let on = |next: Step| {
        button("button is-main", &["次へ: ", next.label()].concat()).on_click(store, move |store| {
            store.dispatch(Action::Finish(step));
            route::go(next);
        })
    };
    el("div").class("onward").maybe(step.previous(), back).maybe(step.next(), on)
}
