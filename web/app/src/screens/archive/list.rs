//! 下書きの一覧: all drafts of this browser, and what can be done with them.

use std::rc::Rc;

use kakari_form::Step;
use kakari_session::{Action, Trouble};
use yew::platform::spawn_local;

use super::beginnings::{keep_confirmed, start_change_report, start_next_year};
use super::{Content, Later, act, beside_open, may_leave, open, screen, show};
use crate::html::{El, On, el, fragment};
use crate::keep::{self, Listed};
use crate::route::{self, Screen};
use crate::screens::file_words::file_words;
use crate::screens::start::open_file;
use crate::store::{Context, Store};
use crate::words::{button, p, span, typing, unseen};
use crate::{device, files};

/// Id of what offers a draft back that was just deleted.
const UNDO: &str = "drafts-undo";

/// Id of the field for a name.
const NAME: &str = "drafts-name";

const OUTLINE: &str = "button is-small is-outline";
const QUIET: &str = "button is-small is-quiet";

/// The drafts, the one that was saved last first, and those that can be had back.
struct List {
    entries: Vec<Rc<Entry>>,
    /// Whether the browser has promised not to delete them by itself.
    is_persistent: bool,
}

impl Content for List {
    fn draw(&self, store: &Context) -> El {
        view(store, self)
    }
}

/// One of them.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Entry {
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// As the person gave it; empty where none was given.
    own_name: String,
    /// The name, made different from those of the others: tells apart what has to do with each.
    label: String,
    /// What is known of it; what stands there instead, where it is damaged.
    facts: Result<Vec<(&'static str, String)>, String>,
    is_deleted: bool,
    /// Whether some tab may write it.
    is_held: bool,
    /// Whether what the prefecture confirmed lies beside it.
    is_confirmed: bool,
    /// Whether there is something to compare it with.
    has_other: bool,
}

impl Entry {
    pub fn is_open(&self, store: &Store) -> bool {
        store.is_open && *store.id == *self.id
    }

    fn is_elsewhere(&self, store: &Store) -> bool {
        self.is_held && (!self.is_open(store) || store.is_read_only())
    }
}

/// Reads the list.
pub(super) async fn read(store: &Context) -> Result<Rc<dyn Content>, Trouble> {
    let (all, is_persistent) = keep::list().await?;
    let store = store.now();
    let mut entries: Vec<Rc<Entry>> = Vec::new();
    for one in all {
        let mut entry = entry(&store, one);
        let same = entries.iter().filter(|other| other.name == entry.name).count();
        entry.label = if same == 0 {
            ["(", &entry.name, ")"].concat()
        } else {
            ["(", &entry.name, "、", &(same + 1).to_string(), "件目)"].concat()
        };
        entries.push(Rc::new(entry));
    }
    Ok(Rc::new(List { entries, is_persistent }))
}

fn entry(store: &Store, one: Listed) -> Entry {
    let confirmed_on = one.beside.get(keep::CONFIRMED_ON);
    let mut name = "壊れた記録".to_owned();
    let mut own_name = String::new();
    let facts = one.record.and_then(|kept| {
        let Some(own) = beside_open(store, &kept.text, &kept.name) else { return Err(kept.text) };
        own_name = kept.name;
        name = own.shown_name();
        let mut facts = vec![
            ("年度", own.edition_words()),
            ("状態", own.as_form().words()),
            ("最後の変更", device::moment(kept.saved_at)),
            ("大きさ", [&kept.text.len().div_ceil(1024).to_string(), " KB"].concat()),
            ("ファイル", file_words(one.beside.get(keep::FILE).as_deref(), &kept.text).to_owned()),
        ];
        if let Some(day) = &confirmed_on {
            facts.push(("確認を受けた内容", [day, "に残しました"].concat()));
        }
        Ok(facts)
    });
    Entry {
        id: one.id,
        name,
        own_name,
        label: String::new(),
        facts,
        is_deleted: one.is_deleted,
        is_held: one.is_held,
        is_confirmed: confirmed_on.is_some(),
        has_other: one.beside.has(keep::LAST_YEAR) || one.beside.has(keep::CONFIRMED),
    }
}

/// The screen.
pub fn drafts(store: &Context) -> El {
    let begin = button("button is-main", "新しい下書きをはじめる").on_click(store, |store| {
        store.dispatch(Action::New { id: keep::new_id() });
        route::go(store, Screen::Form(Step::Target));
    });
    let lead = "下書きは、このブラウザーの中に保存しています。医療機関や年度ごとに、いくつでも作れます。";
    screen(store, Screen::Drafts, lead).with(el("div").class("onward is-start").with(begin)).with(open_file(store))
}

fn view(store: &Context, list: &List) -> El {
    let (deleted, kept): (Vec<_>, Vec<_>) = list.entries.iter().partition(|entry| entry.is_deleted);
    let cards =
        |entries: &[&Rc<Entry>]| el("ul").class("drafts-list").all(entries.iter().map(|entry| card(store, entry)));
    let all = || {
        let save = button("button is-outline", "すべての下書きを1つのファイルに保存").on_click(store, |store| {
            let name = name_of_all(store);
            let told = store.clone();
            act(
                store,
                Box::pin(async move {
                    hand_out(&told, &name, "application/json", keep::export_all().await?.as_bytes());
                    Ok(())
                }),
                String::new(),
            );
        });
        el("p").with(save)
    };
    let bin = || {
        let count = ["削除した下書き ", &deleted.len().to_string(), "件(30日のあいだ元に戻せます)"].concat();
        el("details").class("fold").with(el("summary").text(&count)).with(cards(&deleted))
    };
    let stays = if list.is_persistent {
        "このブラウザーは、下書きを自動で消さない設定です。"
    } else {
        "このブラウザーは、長く使わないときや空きが少ないときに、下書きを消すことがあります。ファイルにも保存してください。"
    };
    fragment()
        .maybe(store.view.removed.as_ref(), |(id, name)| undo(store, id, name))
        .with(if kept.is_empty() { el("p").text("下書きはまだありません。") } else { cards(&kept) })
        .with(p("hint", stays))
        .when(!kept.is_empty(), all)
        .when(!deleted.is_empty(), bin)
}

/// 「かかりつけ医機能報告_下書き一式_20260201.json」
fn name_of_all(store: &Store) -> String {
    let day = store.today.to_string().replace('-', "");
    ["かかりつけ医機能報告_下書き一式_", &day, ".json"].concat()
}

fn undo(store: &Context, id: &str, name: &str) -> El {
    let label = ["(いま削除した「", name, "」)"].concat();
    el("div")
        .class("banner drafts-undo")
        .attr("id", UNDO)
        .attr("role", "status")
        .attr("tabindex", "-1")
        .with(el("p").text(&["「", name, "」を削除しました。"].concat()))
        .with(el("div").class("banner-buttons").with(back(store, id, name, &label)))
}

/// Has a deleted draft back.
fn back(store: &Context, id: &str, name: &str, label: &str) -> El {
    let (id, name) = (id.to_owned(), name.to_owned());
    button(OUTLINE, "元に戻す").with(unseen(label)).on_click(store, move |store| {
        let (store, id, name) = (store.clone(), id.clone(), name.clone());
        let focus = opener(&id);
        act(
            &store.clone(),
            Box::pin(async move {
                keep::restore(&id).await?;
                store.view(|view| view.removed = None);
                store.dispatch(Action::Notice(["「", &name, "」を一覧に戻しました。"].concat()));
                Ok(())
            }),
            focus,
        );
    })
}

fn card(store: &Context, entry: &Rc<Entry>) -> El {
    let mark = |words| move || span("mark is-optional", words);
    let fact = |(name, fact): &(&'static str, String)| el("div").with(el("dt").text(name)).with(el("dd").text(fact));
    let is_named = store.view.naming.as_ref().is_some_and(|(id, _)| *id == entry.id);
    let heading = el("h2")
        .text(&entry.name)
        .when(entry.is_open(store), mark("このタブで開いています"))
        .when(entry.is_elsewhere(store), mark("別のタブで開いています"));
    el("li")
        .class("drafts-entry")
        .class_if(entry.is_open(store), "is-open")
        .key(&entry.id)
        .with(heading)
        .when(entry.facts.is_err(), || el("p").text("壊れていて開けません。記録はそのまま残してあり、上書きしません。"))
        .maybe(entry.facts.as_ref().ok(), |facts| el("dl").all(facts.iter().map(fact)))
        .when(is_named, || naming(store, entry))
        .with(buttons(store, entry, is_named))
        .when(entry.facts.is_ok() && !entry.is_deleted, || later(store, entry))
}

/// A button of an entry, which does something.
fn press(store: &Context, entry: &Rc<Entry>, class: &'static str, words: &str, act: fn(&Context, &Rc<Entry>)) -> El {
    let own = entry.clone();
    button(class, words).with(unseen(&entry.label)).on_click(store, move |store| act(store, &own))
}

/// Id of the button that opens a draft.
fn opener(id: &str) -> String {
    ["open-", id].concat()
}

/// Id of the button that leads to naming it.
fn namer(id: &str) -> String {
    ["name-", id].concat()
}

fn buttons(store: &Context, entry: &Rc<Entry>, is_named: bool) -> El {
    let all = el("div").class("drafts-buttons");
    if entry.is_deleted {
        return all.with(back(store, &entry.id, &entry.name, &entry.label));
    }
    let removal = || press(store, entry, QUIET, "削除", remove);
    if entry.facts.is_err() {
        return all
            .with(press(store, entry, OUTLINE, "そのままファイルに取り出す", |store, entry| {
                let record = entry.facts.as_ref().err().map(String::as_bytes).unwrap_or_default();
                hand_out(store, "壊れた下書きの記録.txt", "text/plain", record);
            }))
            .when(!entry.is_elsewhere(store), removal);
    }
    let words = if entry.is_open(store) { "続ける" } else { "開く" };
    let open_it = press(store, entry, "button is-small", words, |store, entry| {
        spawn_local(open(store, entry.id.clone(), None));
    });
    let history = press(store, entry, QUIET, "履歴", |store, entry| {
        spawn_local(open(store, entry.id.clone(), Some(Screen::History)));
    });
    let name = press(store, entry, QUIET, "名前を変える", |store, entry| {
        let naming = Some((entry.id.clone(), entry.own_name.clone()));
        store.view(move |view| view.naming = naming);
        route::focus_soon(store, NAME);
    });
    all.with(open_it.attr("id", &opener(&entry.id)))
        .with(history)
        .with(press(store, entry, QUIET, "写しを作る", duplicate))
        .with(name.attr("id", &namer(&entry.id)).flag("disabled", is_named))
        .when(!entry.is_elsewhere(store), removal)
}

fn duplicate(store: &Context, entry: &Rc<Entry>) {
    let entry = entry.clone();
    let name = [&*entry.name, "の写し"].concat();
    act(store, Box::pin(async move { keep::duplicate(&entry.id, &name).await }), String::new());
}

fn remove(store: &Context, entry: &Rc<Entry>) {
    let (now, entry) = (store.clone(), entry.clone());
    let removal: Later<Result<(), Trouble>> = Box::pin(async move {
        // That another tab has opened it meanwhile is not seen in the list.
        if keep::is_held(&entry.id).await && (!entry.is_open(&now) || now.is_read_only()) {
            now.dispatch(Action::Notice("この下書きは別のタブで開いているため、削除できません。".to_owned()));
            return Ok(());
        }
        if entry.is_open(&now) {
            if !may_leave(&now) {
                return Ok(());
            }
            now.dispatch(Action::Deleted((&*entry.id).into()));
        }
        keep::remove(&entry.id).await?;
        // Of one that is not open, something may wait to be saved.
        now.dispatch(Action::Deleted((&*entry.id).into()));
        let removed = Some((entry.id.clone(), entry.name.clone()));
        now.view(move |view| view.removed = removed);
        Ok(())
    });
    act(store, removal, UNDO.to_owned());
}

/// The field for another name.
fn naming(store: &Context, entry: &Rc<Entry>) -> El {
    let typed = store.view.naming.as_ref().map_or("", |(_, name)| name);
    let input = typing("input", "input is-text").attr("id", NAME).attr("type", "text").value(typed).on_input(
        store,
        |store, name| {
            store.view(move |view| {
                if let Some(naming) = &mut view.naming {
                    naming.1 = name;
                }
            });
        },
    );
    let own = entry.clone();
    // Enter in the field presses it as well.
    let done =
        el("button").class("button is-small").text("この名前にする").on(store, On::Click, move |store, event| {
            event.prevent_default();
            rename(store, &own);
        });
    let own = entry.clone();
    let leave = button(QUIET, "やめる").on_click(store, move |store| {
        store.view(|view| view.naming = None);
        let (store, focus) = (store.clone(), namer(&own.id));
        device::soon(move || route::focus_id(&store, &focus));
    });
    let words = "下書きの名前(空にすると、医療機関の名称になります)";
    el("form")
        .class("drafts-naming")
        .with(el("label").text(words).with(input))
        .with(el("div").class("drafts-buttons").with(done).with(leave))
}

fn rename(store: &Context, entry: &Rc<Entry>) {
    let Some((id, name)) = store.view.naming.clone() else { return };
    let (now, focus, name) = (store.clone(), namer(&entry.id), name.trim().to_owned());
    let renaming: Later<Result<(), Trouble>> = Box::pin(async move {
        keep::rename(&id, &name).await?;
        if *now.now().id == *id {
            now.dispatch(Action::Named(name));
        }
        now.view(|view| view.naming = None);
        Ok(())
    });
    act(store, renaming, focus);
}

/// What comes after the report.
fn later(store: &Context, entry: &Rc<Entry>) -> El {
    let confirm = if entry.is_confirmed {
        "いまの内容を、確認を受けた内容として残し直す"
    } else {
        "都道府県の確認を受けた内容として残す"
    };
    let start = |words, work: fn(Context, Rc<Entry>) -> Later<Result<(), Trouble>>| {
        let own = entry.clone();
        button(OUTLINE, words)
            .with(unseen(&entry.label))
            .on_click(store, move |store| act(store, work(store.clone(), own.clone()), String::new()))
    };
    let compare = || {
        press(store, entry, QUIET, "違いを見る", |store, entry| {
            spawn_local(open(store, entry.id.clone(), Some(Screen::Differences)));
        })
    };
    let buttons = el("div")
        .class("drafts-buttons")
        .with(start("この下書きから来年の分を始める", start_next_year))
        .with(start(confirm, keep_confirmed))
        .when(entry.is_confirmed, || start("変更報告の下書きを作る", start_change_report))
        .when(entry.has_other, compare);
    el("details")
        .class("drafts-later")
        .with(el("summary").text("来年の分・変更報告").with(unseen(&entry.label)))
        .with(buttons)
        .with(p(
            "hint",
            "「残す」は、この端末の中に写しを取ります。そのあとの変更と比べて、変更報告が要るかを確かめられます。",
        ))
}

/// Adds the drafts of a file to the list, and says how many there were.
pub fn import(store: Context, text: String) -> Later<Result<(), Trouble>> {
    Box::pin(async move {
        let count = keep::import_all(&text).await?;
        store.dispatch(Action::Notice([&count.to_string(), "件の下書きを取り込みました。"].concat()));
        // The list may be what is on the screen.
        if store.now().route.screen == Screen::Drafts {
            show(store.now()).await;
        }
        Ok(())
    })
}

/// Hands a file to the browser, and says so where it makes none.
fn hand_out(store: &Context, name: &str, mime: &str, bytes: &[u8]) {
    if files::save(store, name, mime, bytes).is_none() {
        store.dispatch(Action::Notice(files::NOT_MADE.to_owned()));
    }
}
