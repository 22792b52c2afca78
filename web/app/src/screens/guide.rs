//! はじめての方へ: three short screens, shown once by themselves.

use kakari_draft::Value;

use super::help::{of, text};
use crate::fields::waiting;
use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::{Context, Help};
use crate::words::p;

/// The screens as they stand in the address behind the step.
const PAGES: [&str; 3] = ["1", "2", "3"];

/// One of the screens.
pub fn guide(store: &Context) -> El {
    let at = PAGES.iter().position(|page| Some(*page) == store.route.field.as_deref()).unwrap_or(0);
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
    let screen = match &store.help {
        Help::Here(help) => of(help, "guide").nth(at).map(view),
        _ => Some(el("div").with(title(Step::Guide.label())).with(waiting(store))),
    };
    fragment()
        .with(p("guide-place", &["はじめての方へ ", PAGES[at], "/3"].concat()))
        .maybe(screen, |screen| screen)
        .with(el("div").class("onward").maybe(back, |back| back).with(on))
        .when(next.is_some(), || el("p").with(link("guide-skip", "案内をとばす", None)))
        .with(p("hint", "この案内は、画面のいちばん下の「はじめての方へ」から、いつでも見られます。"))
}

fn title(words: &str) -> El {
    el("h1").attr("tabindex", "-1").text(words)
}

fn view(screen: &Value) -> El {
    let points = of(screen, "points").filter_map(Value::as_str).map(|point| el("li").text(point));
    el("div").with(title(text(screen, "title"))).with(el("ul").class("guide-points").all(points))
}
