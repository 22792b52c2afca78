//! The head of the page: what this is, which draft, whether it is kept.

use kakari_session::{Action, Keeping};

use crate::html::{El, el};
use crate::route::Screen;
use crate::store::Context;
use crate::words::{button, p, span};
use crate::{app, device};

/// The head of the page.
pub fn header(store: &Context) -> El {
    let title = el("a").attr("href", "#/").text("かかりつけ医機能報告 下書きチェッカー");
    el("header")
        .class("header")
        .class_if(store.is_open, "has-draft")
        .with(el("p").class("header-title").with(title))
        .when(store.is_open, || draft(store))
        .when(store.is_open, || ways(store))
}

/// Which draft it is, and whether it is kept.
fn draft(store: &Context) -> El {
    let keeping = match &store.keeping {
        _ if store.is_example() => "保存されません".to_owned(),
        Keeping::Untouched => String::new(),
        Keeping::Pending => "保存しています…".to_owned(),
        Keeping::Kept(at) => ["保存しました ", &device::clock(*at)].concat(),
        Keeping::Failed(_) => "保存できていません".to_owned(),
    };
    let is_kept = matches!(store.keeping, Keeping::Kept(_)) && !store.is_example() && !store.is_read_only();
    let keeping =
        if store.is_read_only() { "読み取り専用(別のタブで編集中)".to_owned() } else { keeping };
    let failed = matches!(store.keeping, Keeping::Failed(_)) || store.is_read_only();
    el("div")
        .class("header-draft")
        .with(p("header-name", &store.shown_name()).with(el("span").text(&store.edition_words())))
        .with(
            el("p")
                .class("header-keeping")
                .class_if(failed, "is-failed")
                .text(&keeping)
                .when(is_kept, || span("header-more", "(この端末の中だけ)")),
        )
        .with(el("p").class("header-offline").attr("role", "status").text(if device::is_online() {
            ""
        } else {
            "オフライン(このまま使えます)"
        }))
}

/// What can be done from everywhere. On a telephone a part of each name is not seen, so that all stand in one row.
fn ways(store: &Context) -> El {
    const CLASS: &str = "button is-quiet is-small";
    let link = |screen: Screen| el("a").class(CLASS).attr("href", &screen.href());
    // All of a name is heard.
    let short = |whole: El, more: &str, rest: &str| {
        whole.attr("aria-label", &[more, rest].concat()).with(span("header-more", more)).text(rest)
    };
    // Not `disabled`: the button would lose the focus when the last change is taken back.
    let undo = button(CLASS, "元に戻す")
        .attr_if("aria-disabled", (!store.can_undo()).then_some("true"))
        .on_click(store, |store| store.dispatch(Action::Undo));
    let save = el("button").class(CLASS).attr("type", "button");
    let save = short(save, "ファイルに", "保存").on_click(store, app::save_draft_file);
    let list = short(link(Screen::Drafts), "下書きの", "一覧");
    let first = link(Screen::Start).text("最初のページ");
    el("div").class("header-buttons").with(first).with(undo).with(save).with(list)
}
