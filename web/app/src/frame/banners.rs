//! What has to be said at once: storage that refuses, a newer version, and what has just happened.

use crate::html::{El, el};
use crate::keep::Trouble;
use crate::route::{self, Step};
use crate::store::{Action, Context, Keeping, Store};
use crate::words::{button, p, span};
use crate::{app, device};

/// Banners under the head of the page.
pub fn banners(store: &Context) -> El {
    let trouble = match &store.keeping {
        Keeping::Failed(trouble) => Some(*trouble),
        _ => None,
    };
    el("div")
        .class("banners")
        .when(store.is_example(), || view_example(store))
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

/// Everything on the screen is invented while the example is open.
fn view_example(store: &Context) -> El {
    let own = store.own();
    let back = if own.is_open { own.resume() } else { Step::Start };
    let label = if own.is_open { "閉じて自分の下書きへ" } else { "閉じて最初のページへ" };
    let close = button("button", label).on_click(store, move |store| {
        store.dispatch(Action::CloseExample);
        route::go(back);
    });
    let words = p("banner-example", "記入例を見ています。架空の診療所です。");
    el("div")
        .class("banner is-example")
        .attr("role", "region")
        .attr("aria-label", "記入例")
        .with(words.with(span("", "自由に変えて試せます。変えた内容は保存されません。書類には「見本」と入ります。")))
        .with(el("div").class("banner-buttons").with(close))
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
