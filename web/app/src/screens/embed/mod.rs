//! ホームページに置く: makes the configuration of a prefecture (設定ファイル), shows what it looks like, and gives the lines to
//! paste.
//!
//! The fields come from the table that the reader has (`crates/prefecture`), and the reader itself says what is wrong, for
//! the very text that would be saved. Nothing is kept: what is typed is in the fields until it is saved as a file.

mod fields;
mod form;
mod paste;
mod sample;

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use kakari_draft::Value;
use kakari_prefecture::{EXAMPLE, Problem};
use web_sys::{Event, File};
use yew::platform::spawn_local;

use self::fields::{field, finding, focus};
use self::form::{Form, Stands};
use self::paste::Paste;
use super::way_back;
use crate::html::{El, On, el, fragment};
use crate::route::{Screen, focus_soon};
use crate::store::Context;
use crate::view::Held;
use crate::words::{button, p};
use crate::{device, files, js};

/// The name of the file.
const NAME: &str = "kakari-prefecture.json";

const LEAVING: &str = "設定をファイルに保存していません。この画面を離れると消えます。移動しますか。";

/// Id of what is said about a file that was opened.
const OPENED: &str = "prefecture-opened";

/// What belongs together on the screen, by the names of members. A member that is not named here comes under the last.
const SECTIONS: [(&str, &[&str]); 6] = [
    ("基本", &["prefecture", "name", "edition", "deadline"]),
    ("問い合わせ先", &["contacts"]),
    ("リンク", &["links"]),
    (COLORS, &["colors"]),
    ("画面", &["modes", "steps"]),
    ("くわしい設定", &["origins", "catalog"]),
];

/// The section that shows how the colours look together.
const COLORS: &str = "色";

/// What the screen holds.
#[derive(Clone)]
struct Own {
    form: Form,
    paste: Paste,
    opened: Opened,
    /// What became of saving.
    saved: String,
    /// Asks before the window is closed, for as long as it is held.
    _closing: Rc<EventListener>,
}

/// What is said about a file that was opened.
#[derive(Clone, Default)]
struct Opened {
    words: String,
    problems: Vec<Problem>,
    more: String,
}

/// The person has come to the screen.
pub fn arrive(store: &Context) {
    if own(store).is_some() {
        return;
    }
    let at = store.clone();
    let options = EventListenerOptions::enable_prevent_default();
    let close = move |event: &Event| {
        if !at.now().view.leaving.is_empty() {
            event.prevent_default();
            // Some browsers look at nothing but this.
            js::set(event, "returnValue", "?");
        }
    };
    show(
        store,
        Own {
            form: Form::new(),
            paste: Paste::new(),
            opened: Opened::default(),
            saved: String::new(),
            _closing: Rc::new(EventListener::new_with_options(&gloo_utils::window(), "beforeunload", options, close)),
        },
    );
    paste::find_hashes(store);
}

fn own(store: &Context) -> Option<Rc<Own>> {
    store.view.held.get()
}

/// What stands in the fields, while the screen is there.
fn is_typing(store: &Context, serial: usize) -> bool {
    own(store).is_some_and(|own| own.form.is_typing(serial))
}

/// Changes what the screen holds, where the person is still there.
fn change(store: &Context, act: impl FnOnce(&mut Own)) {
    if let Some(held) = own(&store.now()) {
        let mut held = Own::clone(&held);
        act(&mut held);
        show(store, held);
    }
}

/// Changes what stands in the fields.
fn edit(store: &Context, act: impl FnOnce(&mut Form)) {
    change(store, |own| {
        own.saved.clear();
        act(&mut own.form);
    });
}

fn show(store: &Context, own: Own) {
    sample::paint(own.form.configuration.colors.as_ref());
    let leaving = if own.form.has_unsaved() { LEAVING } else { "" };
    let held = Held::new(own);
    store.view(move |view| {
        view.held = held;
        view.leaving = leaving;
    });
}

/// The screen.
pub fn embed(store: &Context) -> El {
    let content = match own(store) {
        Some(own) => content(store, &own),
        None => el("p").attr("role", "status").text("読み込んでいます…"),
    };
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Screen::Embed.label()))
        .with(el("div").attr("id", "shelf").with(content))
        .with(way_back(store))
}

fn content(store: &Context, own: &Own) -> El {
    let input = el("input")
        .attr("type", "file")
        .attr("id", "prefecture-file")
        .attr("accept", ".json,application/json")
        .on(store, On::Change, |store, event| {
            if let Some(file) = files::chosen(event) {
                let store = store.clone();
                spawn_local(async move { open(&store, file).await });
            }
        });
    let label = el("label").class("field-label").attr("for", "prefecture-file").text("前に作った設定ファイルを開く");
    el("div")
        .class("prefecture")
        .with(p(
            "lead",
            "都道府県や医師会のホームページに、このチェッカーを置けます。期限・問い合わせ先・色を書いた設定ファイルを作り、貼り付ける行をコピーします。",
        ))
        .with(p(
            "hint",
            "入力した内容は、この画面の中だけにあります。画面を離れると消えるので、ファイルに保存してください。どこにも送られません。",
        ))
        .with(el("div").class("field").with(label).with(input))
        .with(button("button is-outline is-small", "例を入れてみる").on_click(store, try_example))
        .with(opened(&own.opened))
        .with(el("div").all(SECTIONS.iter().map(|(heading, _)| section(store, &own.form, heading))))
        .with(el("h2").text("動かしてみる"))
        .with(paste::trial(store, own))
        .with(el("h2").text("保存する"))
        .with(outcome(store, &own.form))
        .with(button("button is-main", "設定ファイルを保存").on_click(store, save))
        .with(el("p").attr("role", "status").text(&own.saved))
        .with(el("h2").text("ホームページに貼り付ける行"))
        .with(paste::lines(store, own))
}

/// The fields of a section.
fn section(store: &Context, form: &Form, heading: &str) -> El {
    let of = |name: &str| SECTIONS.iter().find(|(_, names)| names.contains(&name)).unwrap_or(&SECTIONS[5]).0;
    let known = form.known.fields.iter().zip(&form.entries).enumerate();
    let own = known.filter(|(_, (field, entry))| of(field.name) == heading && !matches!(entry.stands, Stands::Kept(_)));
    fragment()
        .with(el("h2").text(heading))
        .all(own.map(|(at, _)| field(store, form, at)))
        .when(heading == COLORS, || sample::sample(&form.configuration))
}

/// Everything that is to be mended, each with the way to its field.
fn outcome(store: &Context, form: &Form) -> El {
    let count = form.grave.len();
    let words = match count {
        0 => "直すところはありません。".to_owned(),
        _ => {
            ["直すところが", &count.to_string(), "か所あります。このまま保存しても、そこのほかは使われます。"].concat()
        }
    };
    let line = |(words, serial): &(String, usize)| {
        let serial = *serial;
        match serial {
            0 => el("li").text(words),
            _ => el("li").with(
                el("button")
                    .class("prefecture-to")
                    .attr("type", "button")
                    .text(words)
                    .on_click(store, move |store| focus(store, serial)),
            ),
        }
    };
    let list = el("ul").class("prefecture-problems").all(form.grave.iter().map(line));
    fragment().with(el("p").attr("role", "status").text(&words)).with(el("div").class("prefecture-outcome").with(list))
}

/// What is said about a file that was opened.
fn opened(opened: &Opened) -> El {
    let place = |problem: &Problem| {
        let (line, column) = (problem.line.to_string(), problem.column.to_string());
        finding(problem, &[&*line, "行", &column, "列"].concat())
    };
    el("div")
        .class(OPENED)
        .attr("id", OPENED)
        .attr("tabindex", "-1")
        .when(!opened.words.is_empty(), || el("p").text(&opened.words))
        .all(opened.problems.iter().map(place))
        .when(!opened.more.is_empty(), || el("p").text(&opened.more))
}

fn say(store: &Context, opened: Opened) {
    change(store, |own| own.opened = opened);
    focus_soon(store, OPENED);
}

/// Whether what is written may be replaced.
fn may_replace(store: &Context, question: &str) -> bool {
    store.view.leaving.is_empty() || device::agrees(question)
}

async fn open(store: &Context, file: File) {
    const TOO_LARGE: &str = "この大きさのファイルは設定ファイルではありません。1MBまでのファイルを選んでください。";
    if !may_replace(store, "いまの内容はファイルに保存していません。開くと消えます。開きますか。")
    {
        return;
    }
    let name = file.name();
    let said = match files::read_text(file, TOO_LARGE).await {
        Ok(text) => fill(store, &name, &text),
        Err(words) => Opened { words: words.to_owned(), ..Opened::default() },
    };
    say(store, said);
}

/// Puts what a file says into the fields, where it is a configuration.
fn fill(store: &Context, name: &str, text: &str) -> Opened {
    let Some(held) = own(&store.now()) else { return Opened::default() };
    let reading = held.form.reading(text);
    let problems = reading.problems.clone();
    let file = Value::read(text.strip_prefix('\u{feff}').unwrap_or(text)).ok();
    let Some(Value::Object(file)) = file.filter(|_| reading.is_configuration()) else {
        return Opened {
            words: ["「", name, "」は開けませんでした。いまの内容のままです。"].concat(),
            problems,
            more: String::new(),
        };
    };
    edit(store, |form| form.fill(Some(&file)));
    let words = match problems.len() {
        0 => "」を開きました。直すところはありません。",
        _ => {
            "」を開きました。ファイルには、次のところがありました。下の欄に入らなかったものは、保存し直すと残りません。"
        }
    };
    let more = match reading.omitted {
        0 => String::new(),
        more => ["ほかに", &more.to_string(), "件あります。"].concat(),
    };
    Opened { words: ["「", name, words].concat(), problems, more }
}

fn try_example(store: &Context) {
    if may_replace(store, "いまの内容はファイルに保存していません。例に置き換えますか。")
    {
        fill(store, NAME, EXAMPLE);
        let words = "架空の「例示県」の例を入れました。自分の都道府県の内容に書き換えてください。".to_owned();
        say(store, Opened { words, ..Opened::default() });
    }
}

fn save(store: &Context) {
    change(store, |own| {
        if files::save(store, NAME, "application/json", own.form.text.as_bytes()).is_none() {
            files::NOT_MADE.clone_into(&mut own.saved);
            return;
        }
        own.form.be_saved();
        own.saved = ["「", NAME, "」を保存しました。このファイルをサーバーに置いてください。"].concat();
    });
}
