//! 下書きの一覧, 下書きの履歴 and 違いの一覧: what stands around that which is loaded when it is opened.

use super::start::open_file;
use crate::html::{El, el};
use crate::route::{self, Step};
use crate::shelf::file_words;
use crate::store::{Action, Context, Store};
use crate::words::{button, p};

fn screen(step: Step, lead: &str) -> El {
    el("div")
        .class("drafts")
        .with(el("h1").attr("tabindex", "-1").text(step.label()))
        .with(p("lead", lead))
        .with(el("div").attr("id", "shelf"))
}

/// All drafts of this browser, and what can be done with them.
pub fn drafts(store: &Context) -> El {
    let begin = button("button is-main", "新しい下書きをはじめる").on_click(store, |store| {
        store.dispatch(Action::New);
        route::go(Step::Target);
    });
    screen(Step::Drafts, "下書きは、このブラウザーの中に保存しています。医療機関や年度ごとに、いくつでも作れます。")
        .with(el("div").class("onward is-start").with(begin))
        .with(open_file(store))
}

/// Earlier states of the draft that is open.
pub fn history(store: &Context) -> El {
    let back = el("a").class("button is-outline").attr("href", &Step::Drafts.href()).text("下書きの一覧へ");
    let name = [&*store.shown_name(), " ", store.catalog.label(), ": 前の作業を終えたときと、作業のあいだ5分ごとの内容を、新しいものから20回分残しています。戻したあとも「元に戻す」で取り消せ、戻す前の内容もここに残ります。"].concat();
    screen(Step::History, &name).with(el("div").class("onward is-start").with(back))
}

/// What differs from last year's draft, and from what the prefecture confirmed.
pub fn differences(_: &Context) -> El {
    let back = el("a").class("button is-outline").attr("href", &Step::Review.href()).text("確認の画面へ");
    screen(Step::Differences, "前の年の下書きや、都道府県の確認を受けた内容と、いまの下書きを比べます。")
        .with(el("div").class("onward is-start").with(back))
}

/// Reminds of the file where it lacks changes.
pub fn file_reminder(store: &Store) -> El {
    p("hint", file_words(store.file.as_deref(), &store.draft.to_text())).text("。")
}
