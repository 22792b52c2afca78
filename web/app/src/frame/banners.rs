//! What has to be said at once: storage that refuses, a newer version, and what has just happened.

use crate::html::{El, el};
use crate::keep::Trouble;
use crate::store::{Context, Keeping, Store};
use crate::words::{button, p};
use crate::{app, device};

/// Banners under the head of the page.
pub fn banners(store: &Context) -> El {
    let trouble = match &store.keeping {
        Keeping::Failed(trouble) => Some(*trouble),
        _ => None,
    };
    el("div")
        .class("banners")
        .maybe(trouble, |trouble| view_trouble(store, trouble))
        .when(device::is_update_ready(), || view_update(store))
}

fn view_trouble(store: &Context, trouble: Trouble) -> El {
    let words = match trouble {
        Trouble::Refused => {
            "このブラウザーには保存できません(プライベートウィンドウや設定のため)。このタブを閉じると入力した内容は消えます。ファイルに保存してください。"
        }
        Trouble::Full => "保存する場所がいっぱいのため、いまの内容を保存できていません。ファイルに保存してください。",
        Trouble::NewerElsewhere => {
            "別のタブで、この下書きに新しい変更が保存されています。上書きを避けるため、このタブの内容は保存していません。"
        }
    };
    let save = button("button", "このタブの内容をファイルに保存").flag("disabled", !store.is_open);
    let buttons = el("div")
        .class("banner-buttons")
        .with(save.on_click(store, |store| app::save_draft_file(store)))
        .when(trouble == Trouble::NewerElsewhere, || {
            button("button is-outline", "別のタブの内容を読み込む").on_click(store, |_| {
                let _ = gloo_utils::window().location().reload();
            })
        });
    el("div").class("banner is-trouble").attr("role", "alert").with(el("p").text(words)).with(buttons)
}

fn view_update(store: &Context) -> El {
    let words = "新しい版があります。入力した内容は保存されているので、切り替えてもそのまま続けられます。";
    let apply = button("button", "新しい版に切り替える")
        .flag("disabled", store.keeping == Keeping::Pending)
        .on_click(store, |_| device::apply_update());
    el("div")
        .class("banner")
        .attr("role", "status")
        .with(el("p").text(words))
        .with(el("div").class("banner-buttons").with(apply))
}

/// Says what has just happened, for those who do not see it.
pub fn telltale(store: &Store) -> El {
    p("visually-hidden", &store.told).attr("aria-live", "polite")
}
