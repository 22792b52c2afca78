//! What has to be said at once: storage that refuses, another tab, what changed under the draft, a newer version, and
//! what has just happened.

use kakari_rules::{FINGERPRINT, Finding, Place};
use kakari_session::{Action, Hold, Keeping, Mark, Settings, Trouble};
use yew::platform::spawn_local;

use crate::html::{El, el, fragment};
use crate::route::{self, Screen, href_of};
use crate::screens::example;
use crate::store::{Context, Store};
use crate::words::{button, p, span};
use crate::{app, desk, device, keep};

/// Banners under the head of the page.
pub fn banners(store: &Context) -> El {
    let trouble = match &store.keeping {
        Keeping::Failed(trouble) if !store.is_read_only() => Some(*trouble),
        _ => None,
    };
    el("section")
        .class("banners")
        .attr("aria-label", "お知らせ")
        .when(store.is_example(), || view_example(store))
        .when(store.has_own_catalog(), || view_own_catalog(store))
        .maybe(store.of_day.stands_in_on(store.today), |words| view_no_edition(store, &words))
        .maybe(trouble, |trouble| view_trouble(store, trouble))
        .when(store.is_read_only(), || view_read_only(store))
        .when(!store.notice.is_empty(), || view_notice(store))
        .maybe(store.outdated.as_ref(), |mark| view_outdated(store, mark))
        .when(device::is_update_ready(), || view_update(store))
}

/// Says what went wrong.
pub fn tell(store: &Context, trouble: Trouble) {
    store.dispatch(Action::Notice(trouble_words(trouble).to_owned()));
}

/// What is wrong, and what to do.
pub fn trouble_words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Refused => {
            "このブラウザーには保存できません(プライベートウィンドウや設定のため)。このタブを閉じると入力した内容は消えます。ファイルに保存してください。"
        }
        Trouble::NoAnswer => "ブラウザーの保存場所が応えません。",
        Trouble::Interrupted => "ブラウザーの保存場所との接続が切れました。",
        Trouble::Full => "保存する場所がいっぱいのため、いまの内容を保存できていません。ファイルに保存してください。",
        Trouble::NewerElsewhere => {
            "別のタブで、この下書きに新しい変更が保存されています。上書きを避けるため、このタブの内容は保存していません。"
        }
        Trouble::NewerVersion => {
            "新しい版のこのツールで保存した内容なので、この版では開けません。そのまま残してあり、何も変えていません。ページを読み直すと、新しい版になることがあります。いま入力する内容は保存されないので、ファイルに保存してください。"
        }
        Trouble::Damaged => "壊れていて開けません。そのまま残してあります。",
        Trouble::NotLoaded => "画面の一部を読み込めませんでした。通信を確かめて、ページを読み直してください。",
    }
}

fn save_file(store: &Context) -> El {
    let save = button("button", "このタブの内容をファイルに保存").flag("disabled", !store.is_open);
    save.on_click(store, app::save_draft_file)
}

fn fork(store: &Context) -> El {
    button("button", "別の下書きとして保存")
        .on_click(store, |store| store.dispatch(Action::Fork { id: keep::new_id() }))
}

/// Gives the unsaved changes up for what the other tab has.
fn give_up(store: &Context) -> El {
    button("button is-outline", "このタブの変更をやめて、別のタブの内容を読み込む").on_click(store, |store| {
        let store = store.clone();
        spawn_local(async move {
            if let Err(trouble) = desk::open(&store, &store.id).await {
                store.dispatch(Action::Notice(trouble_words(trouble).into()));
            }
        });
    })
}

fn banner(class: &'static str, role: &str, words: &str, buttons: El) -> El {
    el("div").class("banner").class(class).attr("role", role).with(el("p").text(words)).with(buttons)
}

fn buttons() -> El {
    el("div").class("banner-buttons")
}

fn view_trouble(store: &Context, trouble: Trouble) -> El {
    let elsewhere = trouble == Trouble::NewerElsewhere;
    let then = match trouble {
        Trouble::NoAnswer | Trouble::Interrupted if store.is_open => {
            "いまの内容は、まだ保存できていません。自動でくり返し試しています。保存できないままこのタブを閉じると消えることがあるので、ファイルに保存してください。"
        }
        Trouble::NoAnswer | Trouble::Interrupted => {
            "いまは何も保存できません。自動でくり返し試しています。前の下書きは、使えるようになったら開きます。新しくはじめたときは、ファイルに保存してください。"
        }
        _ => "",
    };
    let buttons = buttons().when(elsewhere, || fork(store)).with(save_file(store)).when(elsewhere, || give_up(store));
    banner("is-trouble", "alert", &[trouble_words(trouble), then].concat(), buttons)
}

fn view_read_only(store: &Context) -> El {
    if store.is_unsaved() {
        let words = "別のタブがこの下書きの編集を引き継いだため、このタブは読み取り専用になりました。このタブの最後の変更は、まだ保存していません。別の下書きか、ファイルとして残せます。";
        let buttons = buttons().with(fork(store)).with(save_file(store)).with(give_up(store));
        return banner("is-trouble", "alert", words, buttons);
    }
    let words = if store.hold == Hold::Lost {
        "別のタブがこの下書きの編集を引き継いだため、このタブは読み取り専用になりました。見ることと書き出しはできます。"
    } else {
        "この下書きは別のタブで開いているため、このタブでは読み取り専用です。見ることと書き出しはできます。"
    };
    let take = button("button", "このタブで編集する")
        .on_click(store, |store| store.dispatch(Action::Hold(store.id.clone(), Hold::Taking)));
    banner("is-read-only", "status", words, buttons().with(take))
}

fn view_notice(store: &Context) -> El {
    let close =
        button("button is-outline", "閉じる").on_click(store, |store| store.dispatch(Action::Notice(String::new())));
    // The live region says it as well.
    banner("is-notice", "note", &store.notice, buttons().with(close))
}

/// What has to be looked at again because catalogue or rules are not those under which the draft was saved.
fn view_outdated(store: &Context, mark: &Mark) -> El {
    let catalog = mark.catalog != store.catalog.fingerprint();
    let what = match (catalog, mark.rules != FINGERPRINT) {
        (true, true) => "台帳(聞かれる項目)と点検規則",
        (true, false) => "台帳(聞かれる項目)",
        _ => "点検規則",
    };
    let count = store.new_since(mark).count();
    let then = if count == 0 {
        "新しい指摘はありません。入力した内容はすべて残っています。"
    } else {
        "次の指摘は、前にはなかったものです。入力した内容はすべて残っています。"
    };
    let words = ["この下書きを最後に保存したあと、", what, "が変わりました。", then].concat();
    let line = |finding: &Finding| {
        let item = match finding.places.first() {
            Some(Place::Item(index)) => store.catalog.items().get(*index),
            _ => None,
        };
        let message = store.days(&finding.message(&store.catalog));
        el("li").with(match item {
            Some(item) => el("a").attr("href", &href_of(item)).text(&message),
            None => el("span").text(&message),
        })
    };
    let done = button("button", "確かめました").on_click(store, |store| store.dispatch(Action::Checked));
    let list = el("ul").class("banner-list").all(store.new_since(mark).map(line));
    banner("is-outdated", "note", &words, el("div").with(list).with(buttons().with(done)))
}

/// Everything on the screen is invented while the example is open.
fn view_example(store: &Context) -> El {
    let own = store.own();
    let back = if own.is_open { Screen::Form(own.resume()) } else { Screen::Start };
    let label = if own.is_open { "閉じて自分の下書きへ" } else { "閉じて最初のページへ" };
    let close = button("button is-small", label).on_click(store, move |store| {
        store.dispatch(Action::CloseExample);
        route::go(store, back);
    });
    let again = || {
        button("button is-outline is-small", "はじめの記入例に戻す").on_click(store, |store| {
            if let Some(draft) = example(store) {
                store.dispatch(Action::Replace { draft, told: "はじめの記入例に戻しました。" });
            }
        })
    };
    let words = "記入例を見ています。架空の診療所です。";
    let more = "自由に試せます。変えた内容は保存されません。書類には「見本」と入ります。";
    el("div")
        .class("banner is-example")
        .attr("role", "region")
        .attr("aria-label", "記入例")
        .with(el("p").text(words).with(span("banner-more", more)))
        .with(close)
        .when(store.can_undo(), again)
}

/// The day is in the year of no edition: the program is too old for it, or the clock is wrong.
fn view_no_edition(store: &Store, words: &str) -> El {
    banner("is-outdated", "region", &store.days(words), fragment()).attr("aria-label", "年度")
}

/// What is asked is not what the built-in catalogue asks.
fn view_own_catalog(store: &Context) -> El {
    let words = [
        "内蔵のものではない台帳「",
        store.catalog.label(),
        "」(",
        store.catalog.fingerprint(),
        ")を使っています。聞かれる項目・コード・文言は、この台帳のとおりです。",
    ];
    let settings = el("a").attr("href", &Screen::Settings.href()).text("設定で確かめる");
    let back = button("button is-outline", "内蔵の台帳に戻す").on_click(store, |store| {
        store.change_settings(|settings| use_catalog(settings, "", ""));
    });
    banner("is-outdated", "region", &words.concat(), buttons().with(back).with(settings)).attr("aria-label", "台帳")
}

/// Uses a catalogue of the person's own, or the built-in ones where there is none.
pub fn use_catalog(settings: &mut Settings, json: &str, fingerprint: &str) {
    json.clone_into(&mut settings.catalog);
    fingerprint.clone_into(&mut settings.catalog_print);
}

fn view_update(store: &Context) -> El {
    let is_at_risk = store.own().is_at_risk();
    let words = if is_at_risk {
        "新しい版があります。入力した内容が保存されたら切り替えられます。保存できないときは、先にファイルに保存してください。"
    } else {
        "新しい版があります。入力した内容は保存されているので、切り替えてもそのまま続けられます。"
    };
    let apply = button("button", "新しい版に切り替える")
        .flag("disabled", is_at_risk)
        .on_click(store, |_| device::apply_update());
    banner("is-update", "status", words, buttons().with(apply))
}

/// Says what has just happened, for those who do not see it.
pub fn telltale(store: &Store) -> El {
    p("visually-hidden", &store.told).attr("aria-live", "polite")
}
