//! はじめての方へ: three short screens, shown once by themselves. What they say is put in by `help.js`.

use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::{Context, Store};
use crate::words::p;

/// The screens as they stand in the address behind the step.
const PAGES: [&str; 3] = ["1", "2", "3"];

/// Which of the screens the address names, from 0.
pub fn page_of_guide(store: &Store) -> u8 {
    let field = store.route.field.as_deref();
    (0..).zip(PAGES).find(|(_, page)| Some(*page) == field).map_or(0, |(at, _)| at)
}

/// One of the screens.
pub fn guide(store: &Context) -> El {
    let at = usize::from(page_of_guide(store));
    let link = |class: &'static str, words: &str, to: Option<&&str>| {
        let href = match to {
            Some(page) => [&*Step::Guide.href(), "/", page].concat(),
            None => Step::Start.href(),
        };
        el("a").class(class).attr("href", &href).text(words)
    };
    let next = PAGES.get(at + 1);
    let on = link("button is-main", if next.is_some() { "次へ" } else { "最初のページへ" }, next);
    let back = at.checked_sub(1).map(|before| link("button is-outline", "前へ", Some(&PAGES[before])));
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(&[Step::Guide.label(), " ", PAGES[at], "/3"].concat()))
        .with(el("div").attr("id", "shelf"))
        .with(el("div").class("onward").maybe(back, |back| back).with(on))
        .when(next.is_some(), || el("p").with(link("guide-skip", "案内をとばす", None)))
        .with(p("hint", "この案内は、画面のいちばん下の「はじめての方へ」から、いつでも見られます。"))
}
