//! The head of the page: what this is, which draft, whether it is kept.

use kakari_session::{Action, Keeping};

use crate::html::{El, el};
use crate::route::Screen;
use crate::store::Context;
use crate::words::{button, p};
use crate::{app, device};

/// The head of the page.
pub fn header(store: &Context) -> El {
    let title = el("a").attr("href", "#/").text("かかりつけ医機能報告 下書きチェッカー");
    el("header").class("header").with(el("p").class("header-title").with(title)).when(store.is_open, || draft(store))
}

fn draft(store: &Context) -> El {
    let keeping = match &store.keeping {
        Keeping::Untouched => String::new(),
        Keeping::Pending => "保存しています…".to_owned(),
        Keeping::Kept(at) => ["保存しました ", &device::clock(*at), "(この端末の中だけ)"].concat(),
        Keeping::Failed(_) => "保存できていません".to_owned(),
    };
    let keeping =
        if store.is_read_only() { "読み取り専用(別のタブで編集中)".to_owned() } else { keeping };
    let failed = matches!(store.keeping, Keeping::Failed(_)) || store.is_read_only();
    // Not `disabled`: the button would lose the focus when the last change is taken back.
    let undo = button("button is-quiet", "元に戻す")
        .attr_if("aria-disabled", (!store.can_undo()).then_some("true"))
        .on_click(store, |store| store.dispatch(Action::Undo));
    let save = button("button is-quiet", "ファイルに保存").on_click(store, app::save_draft_file);
    let list = el("a").class("button is-quiet").attr("href", &Screen::Drafts.href()).text(Screen::Drafts.label());
    el("div")
        .class("header-draft")
        .with(p("header-name", &store.shown_name()).with(el("span").text(&store.edition_words())))
        .with(el("p").class("header-keeping").class_if(failed, "is-failed").text(&keeping))
        .with(el("p").class("header-offline").attr("role", "status").text(if device::is_online() {
            ""
        } else {
            "オフライン(このまま使えます)"
        }))
        .with(el("div").class("header-buttons").with(undo).with(save).with(list))
}
