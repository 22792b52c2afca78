//! 転記モード: every answer in the order of the G-MIS screens, to be copied and ticked.
//!
//! What is ticked is kept beside the draft under `keyed`, as JSON: item id → what the item said when it was ticked. An
//! answer that has changed since keeps its tick and says so. How the screen is used is kept for this browser.

use std::rc::Rc;

use kakari_documents::{Row, Transcription, TranscriptionOptions, left_out};
use kakari_draft::{Object, Value};
use kakari_form::Step;
use kakari_rules::Severity;
use kakari_session::{Action, Trouble};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDetailsElement, KeyboardEvent};
use yew::platform::spawn_local;

use crate::frame::trouble_words;
use crate::html::{El, On, el, fragment};
use crate::keep::{self, KeyingUse};
use crate::route::{self, Screen, href_of_id};
use crate::store::{Context, Store};
use crate::words::{button, check_box, option, p, provisional_mark, span, unseen};
use crate::{device, js};

/// The name under which the ticks are kept.
const KEYED: &str = "keyed";

/// What stands in a tick: what the item said, its name, and its 機能.
const TICK: [&str; 3] = ["then", "label", "section"];

/// The keys, and what they do.
const KEYS: [(&str, &str); 6] = [
    ("J", "次の項目へ"),
    ("K", "前の項目へ"),
    ("C", "内容(選択肢名・記入値)をコピー"),
    ("D", "コードをコピー"),
    ("L", "項目名をコピー"),
    ("T", "「入力した」の印を付ける・外す"),
];

/// Ids of what the focus goes to.
const KEYS_ID: &str = "keying-keys";
const HEADING_ID: &str = "keying-heading";

const NO_CONTENT: &str = "この項目には、コピーする内容がありません。";
const NO_CODE: &str = "この項目には、公式に確かめたコードがありません。";

/// What is known of the ticks.
#[derive(Clone, Debug, Default)]
enum Ticks {
    /// They are being read.
    #[default]
    Reading,
    /// They cannot be read.
    Unread,
    /// As they are kept.
    Kept(Object),
}

/// 転記モード of a draft: how far the person is.
#[derive(Clone, Debug, Default)]
pub struct Keying {
    /// The draft.
    draft: Rc<str>,
    ticks: Ticks,
    /// Ticks that are set or taken away and not kept yet.
    asked: Vec<(String, bool)>,
    /// Opened although errors remain, as 下書き.
    as_draft: bool,
    /// The 機能 that is shown; the first where it is none.
    section: String,
    /// The item that the keys are about; the first of the section where it is none.
    item: String,
    /// Whether the keys are explained.
    keys_open: bool,
    used: KeyingUse,
}

/// Each change makes another one.
impl PartialEq for Keying {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// An item to be keyed.
struct Item {
    id: String,
    label: String,
    /// 機能
    section: String,
    number: String,
    period: String,
    findings: String,
    is_provisional: bool,
    /// Its rows that say something.
    rows: Vec<Row>,
    /// What it says.
    now: String,
    /// What it said when it was ticked.
    then: Option<String>,
    /// Whether it was keyed and is not part of the report any more.
    is_gone: bool,
}

impl Item {
    fn is_ticked(&self) -> bool {
        self.then.is_some()
    }

    fn is_tickable(&self) -> bool {
        self.is_ticked() || !self.now.is_empty()
    }

    fn is_changed(&self) -> bool {
        self.is_gone || self.then.as_ref().is_some_and(|then| *then != self.now)
    }

    fn is_done(&self) -> bool {
        self.is_ticked() && !self.is_changed()
    }

    /// What all its rows say, or their codes, a line for each.
    fn lines(&self, of: fn(&Row) -> &str) -> String {
        let lines: Vec<&str> = self.rows.iter().map(of).filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }
}

fn content(row: &Row) -> &str {
    if row.option.is_empty() { row.value.as_str() } else { &row.option }
}

fn code(row: &Row) -> &str {
    row.code.as_str()
}

/// What a row says, as it is remembered with a tick.
fn line(row: &Row) -> String {
    let value = match row.value.as_str() {
        "" => String::new(),
        value => [value, &row.unit].concat(),
    };
    let parts: Vec<&str> = [code(row), &row.option, &value].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The ticks in a record, which may come from a file that somebody made up.
fn ticks_in(text: Option<&str>) -> Object {
    match text.map(Value::read) {
        Some(Ok(Value::Object(all))) => all,
        _ => Object::default(),
    }
}

/// What stands in a tick; nothing where it is none.
fn tick_of(value: &Value) -> Option<[&str; 3]> {
    let tick = value.as_object()?;
    let [then, label, section] = TICK.map(|name| tick.get(name).and_then(Value::as_str));
    Some([then?, label?, section?])
}

/// What is shown.
struct Shown {
    keying: Rc<Keying>,
    items: Vec<Item>,
    /// The one that the keys are about.
    at: usize,
    section: String,
}

impl Shown {
    /// Nothing until the ticks are read.
    fn of(store: &Store) -> Option<Self> {
        let keying = own(store)?.clone();
        let Ticks::Kept(ticks) = &keying.ticks else { return None };
        let items = items(store, ticks);
        let is_there = items.iter().any(|item| item.section == keying.section);
        let section = if is_there { &keying.section } else { &items.first()?.section }.clone();
        let at = items.iter().position(|item| item.id == keying.item);
        let at = at.or_else(|| items.iter().position(|item| item.section == section)).unwrap_or(0);
        Some(Self { keying, items, at, section })
    }

    fn current(&self) -> &Item {
        &self.items[self.at]
    }

    /// How many items are ticked and say the same still, of all that can be ticked.
    fn done(&self, of: impl Fn(&Item) -> bool) -> (usize, usize) {
        let (mut done, mut all) = (0, 0);
        for item in self.items.iter().filter(|item| item.is_tickable() && of(item)) {
            all += 1;
            done += usize::from(item.is_done());
        }
        (done, all)
    }

    /// The first item of each 機能, in order.
    fn sections(&self) -> Vec<&Item> {
        let mut firsts: Vec<&Item> = Vec::new();
        for item in &self.items {
            if !firsts.iter().any(|first| first.section == item.section) {
                firsts.push(item);
            }
        }
        firsts
    }
}

/// 転記モード of the draft that is open.
fn own(store: &Store) -> Option<&Rc<Keying>> {
    store.view.keying.as_ref().filter(|keying| keying.draft == store.id)
}

/// The items of the transcription, whether errors remain or not, each with what it said when it was ticked.
fn items(store: &Store, ticks: &Object) -> Vec<Item> {
    let choice = TranscriptionOptions { made_on: store.today, allow_draft: true };
    let made = Transcription::new(&store.draft, &store.catalog, &store.report, &choice);
    let rows = made.map(|made| [made.head, made.rows].concat()).unwrap_or_default();
    let mut items: Vec<Item> = Vec::new();
    for row in rows {
        let at = items.iter().rposition(|item| item.id == row.id).unwrap_or_else(|| {
            items.push(Item {
                id: row.id.clone(),
                label: row.label.clone(),
                section: row.function.clone(),
                number: row.number.clone(),
                period: row.period.clone(),
                findings: row.findings.clone(),
                is_provisional: row.official == Some(false),
                rows: Vec::new(),
                now: String::new(),
                then: ticks.get(&row.id).and_then(tick_of).map(|[then, ..]| then.to_owned()),
                is_gone: false,
            });
            items.len() - 1
        });
        if !content(&row).is_empty() {
            items[at].rows.push(row);
        }
    }
    for item in &mut items {
        let lines: Vec<String> = item.rows.iter().map(line).collect();
        item.now = lines.join("\n");
    }
    for (id, tick) in ticks.iter() {
        let Some([then, label, section]) = tick_of(tick) else { continue };
        if items.iter().any(|item| item.id == id) {
            continue;
        }
        let after = items.iter().rposition(|item| item.section == section);
        let gone = Item {
            id: id.to_owned(),
            label: label.to_owned(),
            section: section.to_owned(),
            number: String::new(),
            period: String::new(),
            findings: String::new(),
            is_provisional: false,
            rows: Vec::new(),
            now: String::new(),
            then: Some(then.to_owned()),
            is_gone: true,
        };
        items.insert(after.map_or(items.len(), |after| after + 1), gone);
    }
    items
}

// What is done ------------------------------------------------------------------------------------------------------

/// Reads what is kept, when the person arrives and when another draft is opened.
pub fn arrive(store: &Context) {
    if own(store).is_none() {
        let begun = Rc::new(Keying { draft: store.id.clone(), ..Keying::default() });
        store.view(move |view| view.keying = Some(begun));
    }
    let (store, id) = (store.clone(), store.id.clone());
    spawn_local(async move {
        let used = keep::keying_use().await;
        let ticks = if store.is_example() { None } else { Some(keep::read_beside(&id, KEYED).await) };
        change(&store, &id, move |keying| {
            keying.used = used;
            keying.ticks = match ticks {
                Some(Ok(text)) => Ticks::Kept(ticks_in(text.as_deref())),
                Some(Err(_)) => Ticks::Unread,
                None => match std::mem::take(&mut keying.ticks) {
                    Ticks::Kept(ticks) => Ticks::Kept(ticks),
                    _ => Ticks::Kept(Object::default()),
                },
            };
        });
    });
}

/// Changes how far the person is with a draft.
fn change(store: &Context, draft: &Rc<str>, change: impl FnOnce(&mut Keying) + 'static) {
    let draft = draft.clone();
    store.view(move |view| {
        if let Some(keying) = view.keying.as_mut().filter(|keying| keying.draft == draft) {
            change(Rc::make_mut(keying));
        }
    });
}

/// Says something. The same words again are told again.
fn say(store: &Context, words: String) {
    store.view(move |view| view.word = (view.word.0 + 1, words));
}

/// Changes how the screen is used, and remembers that.
fn remember(store: &Context, used: KeyingUse) {
    change(store, &store.id, move |keying| keying.used = used);
    spawn_local(keep::save_keying_use(used));
}

/// The element of an item.
fn card_of(id: &str) -> Option<Element> {
    let title = gloo_utils::document().get_element_by_id(&title_id(id))?;
    title.closest(".keying-item").ok().flatten()
}

fn title_id(id: &str) -> String {
    ["keying-", id].concat()
}

fn copy(store: &Context, id: &str, part: &str, text: &str) {
    if text.is_empty() {
        return say(store, if part == "code" { NO_CODE } else { NO_CONTENT }.to_owned());
    }
    let mut words: String = text.chars().take(40).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    let words = ["コピーしました: ", &words.replace('\n', "、")].concat();
    let copying = device::copying(text);
    let (store, id, part) = (store.clone(), id.to_owned(), ["[data-part^=", part, "]"].concat());
    spawn_local(async move {
        if copying.await {
            return say(&store, words);
        }
        if let Some(place) = card_of(&id).and_then(|card| card.query_selector(&part).ok().flatten()) {
            let selection = js::call(&gloo_utils::window(), "getSelection", &[]).unwrap_or_default();
            let _ = js::call(&selection, "selectAllChildren", &[place.into()]);
        }
        let words = "ブラウザーがコピーを許していません。文字を選択したので、Ctrl+C(Macは⌘C)でコピーしてください。";
        say(&store, words.to_owned());
    });
}

/// Sets a tick or takes it away, and keeps that.
fn tick(store: &Context, id: &str, on: bool) {
    let Some(shown) = Shown::of(store) else { return };
    let Some(item) = shown.items.iter().find(|item| item.id == id) else { return };
    let entry = on.then(|| {
        let mut tick = Object::default();
        for (name, text) in TICK.into_iter().zip([&item.now, &item.label, &item.section]) {
            tick.set(name, Value::String(text.clone()));
        }
        Value::Object(tick)
    });
    let said = ["「", &item.label, if on { "」を入力済みにしました。" } else { "」の印を外しました。" }].concat();
    let (store, draft, id) = (store.clone(), store.id.clone(), id.to_owned());
    let asked = (id.clone(), on);
    change(&store, &draft, move |keying| keying.asked.push(asked));
    spawn_local(async move {
        let kept = if store.is_example() {
            let Ticks::Kept(mut ticks) = shown.keying.ticks.clone() else { return };
            put(&mut ticks, &id, entry);
            Ok(ticks)
        } else {
            keep_tick(&draft, &id, entry).await
        };
        let trouble = kept.as_ref().err().copied();
        let gone = id.clone();
        change(&store, &draft, move |keying| {
            keying.asked.retain(|(asked, _)| *asked != gone);
            if let Ok(ticks) = kept {
                keying.ticks = Ticks::Kept(ticks);
            }
        });
        if let Some(trouble) = trouble {
            return store.dispatch(Action::Notice(trouble_words(trouble).to_owned()));
        }
        if let Some(shown) = Shown::of(&store.now()) {
            let (done, all) = shown.done(|_| true);
            say(&store, [&said, &*done.to_string(), " / ", &all.to_string()].concat());
        }
        device::soon(move || {
            // The button that was pressed may have gone, and the item as well.
            if store.host().has_no_focus() {
                match card_of(&id) {
                    Some(card) => route::focus(card),
                    None => route::focus_id(&store, HEADING_ID),
                }
            }
        });
    });
}

fn put(ticks: &mut Object, id: &str, entry: Option<Value>) {
    match entry {
        Some(entry) => ticks.set(id, entry),
        None => ticks.remove(id),
    }
}

/// Begins again where another tab has kept a tick in the meantime, so that two tabs lose nothing of each other.
async fn keep_tick(draft: &str, id: &str, entry: Option<Value>) -> Result<Object, Trouble> {
    let mut before = keep::read_beside(draft, KEYED).await?;
    loop {
        let mut ticks = ticks_in(before.as_deref());
        put(&mut ticks, id, entry.clone());
        let text = serde_json::to_string(&ticks).unwrap_or_default();
        let there = keep::swap_beside(draft, KEYED, before.as_deref(), &text).await?;
        if there.as_ref() == Some(&text) {
            return Ok(ticks);
        }
        before = there;
    }
}

/// Makes an item the one that the keys are about, and brings it into view with the focus on it.
fn show(store: &Context, item: &Item) {
    let (id, section) = (item.id.clone(), item.section.clone());
    change(store, &store.id, move |keying| {
        keying.item = id;
        keying.section = section;
    });
    let id = item.id.clone();
    device::soon(move || {
        if let Some(card) = card_of(&id) {
            route::focus(card.clone());
            let _ = js::call(&card, "scrollIntoView", &[js::object([("block", "center".into())])]);
        }
    });
}

fn go_to(store: &Context, shown: &Shown, at: Option<usize>, end: &str) {
    match at.and_then(|at| shown.items.get(at)) {
        Some(item) => show(store, item),
        None => say(store, end.to_owned()),
    }
}

/// Does what a key stands for. Where text is typed it stands for itself.
pub fn keydown(store: &Context, event: &KeyboardEvent) {
    if store.route.screen != Screen::Transcribe || !store.is_open {
        return;
    }
    let Some(shown) = Shown::of(store).filter(|shown| shown.keying.used.keys && is_allowed(store, &shown.keying))
    else {
        return;
    };
    let is = |name| js::field(event, name).is_some_and(|is| is.is_truthy());
    if event.ctrl_key() || event.meta_key() || is("altKey") || is("isComposing") || event.default_prevented() {
        return;
    }
    let typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| target.closest(typing).ok().flatten().is_some()) {
        return;
    }
    let item = shown.current();
    match event.key().to_ascii_uppercase().as_str() {
        "J" => go_to(store, &shown, Some(shown.at + 1), "最後の項目です。"),
        "K" => go_to(store, &shown, shown.at.checked_sub(1), "最初の項目です。"),
        "C" => copy(store, &item.id, "content", &item.lines(content)),
        "D" => copy(store, &item.id, "code", &item.lines(code)),
        "L" => copy(store, &item.id, "label", &item.label),
        "T" if item.is_tickable() => tick(store, &item.id, !item.is_ticked()),
        "T" => {}
        _ => return,
    }
    event.prevent_default();
}

fn is_allowed(store: &Store, keying: &Keying) -> bool {
    keying.as_draft || store.report.count(Severity::Error) == 0
}

// What is shown -----------------------------------------------------------------------------------------------------

/// Every answer to be keyed into G-MIS.
pub fn transcribe(store: &Context) -> El {
    let back =
        el("a").class("button is-outline").attr("href", &Screen::Form(Step::Export).href()).text("書き出しへ戻る");
    let lead = "回答をG-MISの画面の順に並べています。G-MISの画面の横に細く開いて、1つずつコピーして入力し、済んだものに印を付けます。";
    let (count, word) = &store.view.word;
    let said = el("p").class("keying-said").attr("role", "status");
    let said = said.when(!word.is_empty(), || el("span").key(&count.to_string()).text(word));
    el("div")
        .class("drafts")
        .with(el("h1").attr("tabindex", "-1").text(Screen::Transcribe.label()))
        .with(p("lead", lead))
        .with(el("div").attr("id", "shelf").with(el("div").class("keying").with(body(store))).with(said))
        .with(el("div").class("onward is-start").with(back))
}

fn body(store: &Context) -> El {
    if let Some(Ticks::Unread) = own(store).map(|keying| &keying.ticks) {
        return el("div")
            .class("finding is-error")
            .attr("role", "alert")
            .with(p("finding-message", "「入力した」の印を読み込めませんでした。"))
            .with(p("finding-fix", "もう一度読み込んでください。くり返すときは、ページを読み直してください。下書きはそのまま残っています。"))
            .with(el("p").with(button("button is-outline is-small", "もう一度読み込む").on_click(store, arrive)));
    }
    let Some(shown) = Shown::of(store) else {
        return p("hint", "読み込んでいます…").attr("role", "status");
    };
    if !is_allowed(store, &shown.keying) {
        return refusal(store);
    }
    let (done, all) = shown.done(|_| true);
    let differing = shown.items.iter().filter(|item| item.is_changed()).count();
    let progress = el("p").with(el("b").text(&count(done, all))).text(" 項目を入力しました").text(if done == all {
        "。すべて終わりました"
    } else {
        ""
    });
    let bar = el("progress").attr("max", &all.to_string()).attr("value", &done.to_string());
    let cards =
        shown.items.iter().enumerate().filter(|(at, item)| {
            if shown.keying.used.single { *at == shown.at } else { item.section == shown.section }
        });
    fragment()
        .when(store.report.count(Severity::Error) > 0, || p("keying-sign", Transcription::DRAFT))
        .maybe(store.catalog.provisional(), |words| {
            el("p").class("hint").with(provisional_mark()).text(" ").text(words)
        })
        .all(left_out(&store.draft, &store.catalog, &store.report).iter().map(|words| p("hint", words)))
        .with(el("div").class("keying-progress").with(progress).with(bar.attr("aria-label", "入力した項目の割合")))
        .when(differing > 0, || differences(store, differing))
        .with(ways(store, shown.keying.used))
        .with(keys(store, &shown.keying))
        .with(sections(store, &shown))
        .with(el("h2").class("keying-heading").attr("id", HEADING_ID).attr("tabindex", "-1").text(&shown.section))
        .with(el("div").class("keying-list").all(cards.map(|(at, item)| card(store, &shown, at, item))))
        .with(onward(store, &shown))
}

/// 「3 / 12」
fn count(done: usize, all: usize) -> String {
    [&*done.to_string(), " / ", &all.to_string()].concat()
}

/// Errors remain: it opens as 下書き alone.
fn refusal(store: &Context) -> El {
    let errors = store.report.count(Severity::Error).to_string();
    let words =
        ["エラーが", &errors, "件残っています。直すまえに入力すると、G-MISで入力し直すことになります。"].concat();
    let open = button("button is-small is-outline", "下書きとして開く").on_click(store, |store| {
        change(store, &store.id, |keying| keying.as_draft = true);
        route::focus_soon(store, KEYS_ID);
    });
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", "エラー"))
        .text(&words)
        .with(el("a").attr("href", &Screen::Form(Step::Review).href()).text("確認の画面で見る"));
    el("section").class("finding is-error").with(message).with(open)
}

fn differences(store: &Context, count: usize) -> El {
    let words = ["入力したあとで変わった項目が", &count.to_string(), "件あります。"].concat();
    let go = button("button is-small is-outline", "変わった項目へ").on_click(store, |store| {
        if let Some(shown) = Shown::of(store)
            && let Some(item) = shown.items.iter().find(|item| item.is_changed())
        {
            show(store, item);
        }
    });
    el("div").class("finding is-warning").with(p("finding-message", &words)).with(go)
}

fn ways(store: &Context, used: KeyingUse) -> El {
    let way = |words: &str, single: bool| {
        let control = el("input")
            .attr("type", "radio")
            .attr("name", "keying-mode")
            .checked(used.single == single)
            .on_change(store, move |store, _| remember(store, KeyingUse { single, ..used }));
        option("option", control, words)
    };
    el("fieldset")
        .class("keying-mode")
        .with(el("legend").class("visually-hidden").text("並べ方"))
        .with(way("機能ごとに見る", false))
        .with(way("1項目ずつ見る", true))
}

fn keys(store: &Context, keying: &Keying) -> El {
    let used = keying.used;
    let toggle = |store: &Context, event: &Event| {
        let details = event.target().map(JsCast::unchecked_into::<HtmlDetailsElement>);
        let open = details.is_some_and(|details| details.open());
        if own(store).is_some_and(|keying| keying.keys_open != open) {
            change(store, &store.id, move |keying| keying.keys_open = open);
        }
    };
    let use_keys = check_box(used.keys).on_tick(store, move |store, keys| {
        remember(store, KeyingUse { keys, ..used });
        let words = if keys { "1文字のキーを使います。" } else { "1文字のキーを使いません。" };
        say(store, words.to_owned());
    });
    let key =
        |(key, words): (&str, &str)| el("div").with(el("dt").with(el("kbd").text(key))).with(el("dd").text(words));
    el("details")
        .class("keying-keys")
        .flag("open", keying.keys_open)
        .on(store, On::Toggle, toggle)
        .with(el("summary").attr("id", KEYS_ID).text("キーボードで使う"))
        .with(option("option", use_keys, "1文字のキーを使う"))
        .with(el("dl").all(KEYS.into_iter().map(key)))
        .with(p("hint", "文字を入力する欄にいるときは働きません。Tabキーとスペースキーでも、すべて操作できます。"))
}

fn sections(store: &Context, shown: &Shown) -> El {
    let chip = |first: &Item| {
        let of = |item: &Item| item.section == first.section;
        let (done, all) = shown.done(of);
        let has_changed = shown.items.iter().any(|item| of(item) && item.is_changed());
        let ready = if done == all { "✓ " } else { "" };
        let state = [ready, &count(done, all), if has_changed { " 変更あり" } else { "" }].concat();
        let (section, id) = (first.section.clone(), first.id.clone());
        let open = button("keying-section", "")
            .attr_if("aria-current", (first.section == shown.section).then_some("true"))
            .with(el("span").text(&first.section))
            .with(span("keying-count", &state))
            .on_click(store, move |store| {
                let (section, id) = (section.clone(), id.clone());
                change(store, &store.id, move |keying| {
                    keying.section = section;
                    keying.item = id;
                });
            });
        el("li").with(open)
    };
    let list = el("ul").class("keying-sections").all(shown.sections().into_iter().map(chip));
    el("nav").attr("aria-label", "機能").with(list)
}

/// A small button with words for those who do not see what it is about.
fn small(class: &'static str, words: &str, about: &str) -> El {
    button("button is-small", words).class(class).with(unseen(&["(", about, ")"].concat()))
}

fn copying(store: &Context, of: El, id: &str, part: String, text: String) -> El {
    let id = id.to_owned();
    of.on_click(store, move |store| copy(store, &id, &part, &text))
}

fn row(store: &Context, item: &Item, at: usize, row: &Row) -> El {
    let (text, code) = (content(row), code(row));
    let place = at.to_string();
    let about: String = text.chars().take(20).collect();
    let about = [&*item.label, " ", &about].concat();
    let has_option = !row.option.is_empty();
    let answer = el("p")
        .class("keying-answer")
        .when(!code.is_empty(), || {
            let code = el("b").attr("data-part", &["code-", &place].concat()).text(code);
            el("span").class("keying-code").with(unseen("コード ")).with(code)
        })
        .when(has_option && code.is_empty(), provisional_mark)
        .with(span("keying-content", text).attr("data-part", &["content-", &place].concat()))
        .when(!row.value.as_str().is_empty() && !row.unit.is_empty(), || span("keying-unit", &row.unit));
    let words = if has_option { "選択肢名をコピー" } else { "値をコピー" };
    let whole = small("is-outline", words, &about);
    let whole = copying(store, whole, &item.id, ["content-", &place].concat(), text.to_owned());
    let buttons = el("div").class("keying-buttons").with(whole).when(!code.is_empty(), || {
        let short = small("is-outline", "コードをコピー", &[code, " ", &about].concat());
        copying(store, short, &item.id, ["code-", &place].concat(), code.to_owned())
    });
    el("li").with(answer).with(buttons)
}

/// What an item said when it was ticked, and says now.
fn changed(store: &Context, item: &Item) -> El {
    let said = |text: &str| if text.is_empty() { "(記入なし)".to_owned() } else { text.replace('\n', "、") };
    let then = said(item.then.as_deref().unwrap_or_default());
    let now = if item.is_gone { "(報告する項目ではなくなりました)".to_owned() } else { said(&item.now) };
    let line = |name: &str, text: &str| el("div").with(el("dt").text(name)).with(el("dd").text(text));
    let (words, id, is_gone) =
        (if item.is_gone { "G-MISからも消した" } else { "G-MISも直した" }, item.id.clone(), item.is_gone);
    el("div")
        .class("finding is-warning")
        .with(p("finding-message", "入力したあとで変わりました。"))
        .with(el("dl").class("keying-change").with(line("入力したとき", &then)).with(line("いま", &now)))
        .with(p("finding-fix", "G-MISの入力も直してください。"))
        .with(small("is-outline", words, &item.label).on_click(store, move |store| tick(store, &id, !is_gone)))
}

fn card(store: &Context, shown: &Shown, at: usize, item: &Item) -> El {
    let title = title_id(&item.id);
    let heading = el("h3")
        .attr("id", &title)
        .when(!item.number.is_empty(), || span("keying-number", &["No.", &item.number].concat()))
        .with(el("span").attr("data-part", "label").text(&item.label))
        .when(item.is_provisional, provisional_mark);
    let rows = item.rows.iter().enumerate().map(|(place, one)| row(store, item, place, one));
    let tickable = item.is_tickable() && !item.is_gone;
    let buttons = el("div")
        .class("keying-buttons")
        .when(item.rows.len() > 1, || {
            let all = small("is-quiet", "まとめてコピー", &item.label);
            copying(store, all, &item.id, "content".to_owned(), item.lines(content))
        })
        .with(copying(
            store,
            small("is-quiet", "項目名をコピー", &item.label),
            &item.id,
            "label".to_owned(),
            item.label.clone(),
        ))
        .with(
            el("a")
                .class("button is-small is-quiet")
                .attr("href", &href_of_id(&item.id))
                .text("直す")
                .with(unseen(&["(", &item.label, ")"].concat())),
        );
    let own = item.id.clone();
    let choose = move |store: &Context, _: &Event| {
        if Shown::of(store).is_some_and(|shown| shown.current().id != own) {
            let id = own.clone();
            change(store, &store.id, move |keying| keying.item = id);
        }
    };
    el("div")
        .class("keying-item")
        .class_if(item.is_done(), "is-done")
        .class_if(at == shown.at, "is-current")
        .attr("role", "group")
        .attr("aria-labelledby", &title)
        .attr("data-item", &item.id)
        .attr("tabindex", "-1")
        .key(&item.id)
        .on(store, On::FocusIn, choose)
        .with(heading)
        .when(!item.period.is_empty(), || p("keying-period", &item.period))
        .when(!item.rows.is_empty(), || el("ul").class("keying-rows").all(rows))
        .when(item.rows.is_empty() && !item.is_gone, || p("hint", "記入がありません。"))
        .when(item.is_changed(), || changed(store, item))
        .when(!item.findings.is_empty(), || p("hint", &["指摘: ", &item.findings].concat()))
        .with(el("div").class("keying-foot").when(tickable, || tick_box(store, shown, item)).with(buttons))
}

fn tick_box(store: &Context, shown: &Shown, item: &Item) -> El {
    let asked = shown.keying.asked.iter().rev().find(|(id, _)| *id == item.id);
    let id = item.id.clone();
    let control =
        check_box(asked.map_or(item.is_ticked(), |(_, on)| *on)).on_tick(store, move |store, on| tick(store, &id, on));
    let words = el("span").class("option-text").text("入力した");
    el("label").class("option").with(control).with(words.with(unseen(&["(", &item.label, ")"].concat())))
}

fn onward(store: &Context, shown: &Shown) -> El {
    let single = shown.keying.used.single;
    let what = if single { "項目" } else { "機能" };
    let go = |class: &'static str, words: &str, id: Option<&String>| {
        let id = id.cloned();
        let button = |id: String| {
            button("button is-small", &[words, what].concat()).class(class).on_click(store, move |store| {
                if let Some(shown) = Shown::of(store)
                    && let Some(item) = shown.items.iter().find(|item| item.id == id)
                {
                    show(store, item);
                }
            })
        };
        fragment().maybe(id, button)
    };
    let all: Vec<&Item> = if single { shown.items.iter().collect() } else { shown.sections() };
    let at = if single { Some(shown.at) } else { all.iter().position(|first| first.section == shown.section) };
    let beside = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|item| &item.id);
    el("div")
        .class("onward keying-onward")
        .with(go("is-outline", "前の", beside(at.and_then(|at| at.checked_sub(1)))))
        .with(go("", "次の", beside(at.map(|at| at + 1))))
}
