//! The checker itself with the configuration, and the lines that put it on a page.

use js_sys::Promise;
use kakari_prefecture::Mode;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use yew::platform::spawn_local;

use super::{NAME, Own, change};
use crate::fields::list_entry;
use crate::html::{El, el};
use crate::js;
use crate::store::Context;
use crate::words::{about, button, check_box, p, span, typing};

const CHECKER: &str = "embed/kakari-checker.js";
const FRAME: &str = "embed/kakari-frame.js";
const TITLE: &str = "かかりつけ医機能報告 下書きチェッカー";

/// Id of the place where the checker runs.
const STAGE: &str = "prefecture-stage";

/// What is chosen for the lines and for the trial.
#[derive(Clone)]
pub struct Paste {
    /// Where the checker was put.
    tool: String,
    /// Where the configuration was put.
    file: String,
    /// The mode in the lines, which may not be one that may be shown.
    mode: Mode,
    /// The same for the trial.
    trial_mode: Mode,
    /// Whether the scripts are to be run only as they were built.
    is_sealed: bool,
    /// The hashes of [`CHECKER`] and [`FRAME`], where they are known.
    hashes: Option<[String; 2]>,
    /// What became of copying, and of the trial.
    said: String,
    said_of_trial: &'static str,
}

impl Paste {
    /// The checker of this very page.
    pub fn new() -> Self {
        let here = link("./").and_then(|here| js::text(&here, "href")).unwrap_or_default();
        Self {
            file: [&here, NAME].concat(),
            tool: here,
            mode: Mode::Quick,
            trial_mode: Mode::Quick,
            is_sealed: false,
            hashes: None,
            said: String::new(),
            said_of_trial: "",
        }
    }
}

/// Asks for what the build says of its own files. Without it the lines have no hashes.
pub fn find_hashes(store: &Context) {
    let store = store.clone();
    spawn_local(async move {
        let hashes = hashes().await;
        if hashes.is_some() {
            change(&store, |own| {
                own.paste.is_sealed = true;
                own.paste.hashes = hashes;
            });
        }
    });
}

async fn hashes() -> Option<[String; 2]> {
    let answer = js::wait(gloo_utils::window().into(), "fetch", &["integrity.json".into()]).await.ok()?;
    js::field(&answer, "ok").filter(JsValue::is_truthy)?;
    let files = js::field(&js::wait(answer, "json", &[]).await.ok()?, "files")?;
    Some([js::text(&files, CHECKER)?, js::text(&files, FRAME).unwrap_or_default()])
}

/// The chosen mode where it may be shown, else the first that may.
fn usable(modes: &[Mode], chosen: Mode) -> Mode {
    let mut all = [chosen].into_iter().chain(Mode::ALL);
    all.find(|mode| modes.contains(mode)).unwrap_or(chosen)
}

/// A list of the modes that may be shown.
fn mode_field(store: &Context, id: &str, name: &str, modes: &[Mode], chosen: Mode, choose: fn(&Context, Mode)) -> El {
    let entry = |mode: &Mode| list_entry(mode.key(), *mode == chosen, mode.label());
    let select = el("select")
        .class("select")
        .attr("id", id)
        .on_change(store, move |store, key| {
            if let Some(mode) = Mode::ALL.into_iter().find(|mode| mode.key() == key) {
                choose(store, mode);
            }
        })
        .all(Mode::ALL.iter().filter(|mode| modes.contains(mode)).map(entry));
    el("div").class("field").with(el("label").class("field-label").attr("for", id).text(name)).with(select)
}

/// The checker itself.
pub fn trial(store: &Context, own: &Own) -> El {
    let modes = &own.form.configuration.modes;
    let choose = |store: &Context, mode: Mode| {
        change(store, |own| own.paste.trial_mode = mode);
        if let Some(checker) = checker() {
            let _ = checker.set_attribute("mode", mode.key());
        }
    };
    el("div")
        .with(p("hint", "ページに置いたときと同じチェッカーが、下の枠の中で動きます。"))
        .with(mode_field(store, "trial-mode", "画面", modes, usable(modes, own.paste.trial_mode), choose))
        .with(button("button is-outline", "いまの設定で動かしてみる").on_click(store, try_checker))
        .with(el("p").attr("role", "status").text(own.paste.said_of_trial))
        .with(el("div").class("prefecture-stage").attr("id", STAGE).attr("data-filled", ""))
}

/// The checker that runs.
fn checker() -> Option<Element> {
    gloo_utils::document().get_element_by_id(STAGE)?.query_selector("kakari-checker").ok()?
}

fn try_checker(store: &Context) {
    let say = |store: &Context, words| change(store, |own| own.paste.said_of_trial = words);
    say(store, "読み込んでいます…");
    let store = store.clone();
    spawn_local(async move {
        let words = match run(&store).await {
            Some(()) => "いまの設定で表示しました。設定を変えたら、もう一度押してください。",
            None => "チェッカーを読み込めませんでした。通信を確かめて、もう一度押してください。",
        };
        say(&store, words);
    });
}

/// Puts the checker, with the configuration as it is, in the place of the one that runs.
async fn run(store: &Context) -> Option<()> {
    load_checker().await?;
    // What the person has gone from needs nothing any more.
    let Some(own) = super::own(&store.now()) else { return Some(()) };
    let document = gloo_utils::document();
    let stage = document.get_element_by_id(STAGE)?;
    let made = document.create_element("kakari-checker").ok()?;
    made.set_attribute("mode", usable(&own.form.configuration.modes, own.paste.trial_mode).key()).ok()?;
    js::set(&made, "configuration", &*own.form.text);
    if let Some(before) = checker() {
        js::call(&before, "remove", &[]).ok()?;
    }
    js::call(&stage, "append", &[made.into()]).ok()?;
    Some(())
}

/// Loads the element; nothing where it cannot be had.
async fn load_checker() -> Option<()> {
    let elements = js::field(&gloo_utils::window(), "customElements")?;
    if js::call(&elements, "get", &["kakari-checker".into()]).is_ok_and(|known| known.is_truthy()) {
        return Some(());
    }
    let document = gloo_utils::document();
    let script = document.create_element("script").ok()?;
    script.set_attribute("type", "module").ok()?;
    script.set_attribute("src", CHECKER).ok()?;
    let loaded = Promise::new(&mut |done, failed| {
        js::set(&script, "onload", done);
        js::set(&script, "onerror", failed);
    });
    let head = document.query_selector("head").ok()??;
    js::call(&head, "append", &[script.clone().into()]).ok()?;
    let loaded = JsFuture::from(loaded).await;
    js::call(&script, "remove", &[]).ok()?;
    loaded.ok().map(|_| ())
}

type Make = fn(&Lines) -> String;

/// What to paste: heading, what it is for, and the lines.
const LINES: [(&str, &str, Make); 4] = [
    ("ページの一部として置く行", "ページの中に溶け込み、高さも中身に合わせて変わります。", Lines::element),
    (
        "上の行を置くページの CSP に足すもの",
        "ページで CSP(Content Security Policy)を使っているときに要ります。足せないときは、次の枠で置きます。",
        Lines::policy,
    ),
    (
        "枠(iframe)で置く行",
        "CSP を変えられないときや、script を書けないときに使います。入力した内容は枠の中だけにあり、残すにはファイルに保存します。",
        Lines::frame,
    ),
    (
        "枠の高さを中身に合わせる行",
        "script を書けるときだけ、枠の行に足します。置くページを「置くページのオリジン」に書いてください。",
        Lines::height,
    ),
];

/// What the lines are made of.
struct Lines {
    tool: String,
    file: String,
    mode: &'static str,
    /// As in [`Paste::hashes`], where they are to be looked at.
    hashes: Option<[String; 2]>,
}

impl Lines {
    fn element(&self) -> String {
        let own = ["<kakari-checker mode=\"", self.mode, "\" src=\"", &escaped(&self.file), "\"></kakari-checker>"];
        [self.script(0), own.concat()].join("\n")
    }

    fn policy(&self) -> String {
        let (own, other) = (origin(&self.tool), origin(&self.file));
        let also = if own == other { String::new() } else { [" ", &other].concat() };
        ["script-src ", &own, " 'wasm-unsafe-eval'; connect-src ", &own, &also, "; frame-src ", &own].concat()
    }

    fn frame(&self) -> String {
        let file = js::call(&gloo_utils::window(), "encodeURIComponent", &[(&*self.file).into()]);
        let file = file.ok().and_then(|file| file.as_string()).unwrap_or_default();
        let address = escaped(&[&self.tool, "embed.html?mode=", self.mode, "&src=", &file].concat());
        let lines = [
            ["<iframe data-kakari title=\"", TITLE, "\" width=\"100%\" height=\"900\""].concat(),
            ["  src=\"", &address, "\""].concat(),
            "  sandbox=\"allow-scripts allow-downloads\"></iframe>".to_owned(),
        ];
        lines.join("\n")
    }

    fn height(&self) -> String {
        self.script(1)
    }

    /// One of the scripts of the tool.
    fn script(&self, which: usize) -> String {
        let address = escaped(&[&self.tool, [CHECKER, FRAME][which]].concat());
        let sealed = match &self.hashes {
            Some(hashes) => ["\" integrity=\"", &escaped(&hashes[which]), "\" crossorigin=\"anonymous"].concat(),
            None => String::new(),
        };
        ["<script type=\"module\" src=\"", &address, &sealed, "\"></script>"].concat()
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A link, which knows the parts of its address. (A function of the browser that nothing else calls by its own name costs
/// the first part of the program more than all of this.)
fn link(address: &str) -> Option<Element> {
    let link = gloo_utils::document().create_element("a").ok()?;
    link.set_attribute("href", address).ok()?;
    Some(link)
}

/// The origin of an address; that of the page itself where the address is relative or none.
fn origin(address: &str) -> String {
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_whole = address.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && is_scheme(scheme));
    let origin = link(address).filter(|_| is_whole).and_then(|link| js::text(&link, "origin"));
    origin.filter(|origin| !origin.is_empty()).unwrap_or_else(|| "'self'".to_owned())
}

/// The lines to paste, and what they are made of.
pub fn lines(store: &Context, own: &Own) -> El {
    let (paste, modes) = (&own.paste, &own.form.configuration.modes);
    let mode = usable(modes, paste.mode);
    let slash = if paste.tool.is_empty() || paste.tool.ends_with('/') { "" } else { "/" };
    let lines = Lines {
        tool: [&paste.tool, slash].concat(),
        file: paste.file.clone(),
        mode: mode.key(),
        hashes: paste.hashes.clone().filter(|_| paste.is_sealed),
    };
    let line = |(at, (heading, help, make)): (usize, (&'static str, &str, Make))| {
        let text = make(&lines);
        let id = ["paste-line-", &at.to_string()].concat();
        let code = el("code").attr("id", &id).text(&text);
        let copy = button("button is-outline is-small", "コピー")
            .with(about(heading))
            .on_click(store, move |store| copy(store, heading, text.clone(), id.clone()));
        el("div")
            .class("prefecture-paste")
            .with(el("h3").text(heading))
            .with(el("p").text(help))
            .with(el("pre").attr("tabindex", "0").attr("role", "region").attr("aria-label", heading).with(code))
            .with(copy)
    };
    let sealed = check_box(paste.is_sealed)
        .attr("id", "paste-sealed")
        .on_tick(store, |store, on| change(store, |own| own.paste.is_sealed = on));
    let sealed = el("div")
        .class("field")
        .flag("hidden", paste.hashes.is_none())
        .with(
            el("label")
                .class("option")
                .attr("for", "paste-sealed")
                .with(sealed)
                .with(span("option-label", "書き換えられたファイルを動かさない(integrity)")),
        )
        .with(p(
            "field-help",
            "このツールと同じ版のファイルだけが動くようになります。チェッカーを新しい版に替えたら、行も貼り替えてください。",
        ));
    el("div")
        .with(line_field(
            store,
            "paste-tool",
            "チェッカーを置いた場所",
            "このツールを置いたアドレスです。「/」で終わります。",
            &paste.tool,
            |paste, text| paste.tool = text,
        ))
        .with(line_field(
            store,
            "paste-file",
            "設定ファイルを置いた場所",
            "保存した設定ファイルのアドレスです。枠(iframe)で置くときは、チェッカーと同じサーバーに置きます。",
            &paste.file,
            |paste, text| paste.file = text,
        ))
        .with(mode_field(store, "paste-mode", "はじめに出す画面", modes, mode, |store, mode| {
            change(store, |own| own.paste.mode = mode);
        }))
        .with(sealed)
        .all(LINES.into_iter().enumerate().map(line))
        .with(el("p").attr("role", "status").text(&paste.said))
}

fn line_field(store: &Context, id: &str, name: &str, help: &str, value: &str, put: fn(&mut Paste, String)) -> El {
    let help_id = [id, "-help"].concat();
    let input = typing("input", "input is-text")
        .attr("id", id)
        .attr("aria-describedby", &help_id)
        .value(value)
        .on_input(store, move |store, text| change(store, |own| put(&mut own.paste, text)));
    el("div")
        .class("field")
        .with(el("label").class("field-label").attr("for", id).text(name))
        .with(p("field-help", help).attr("id", &help_id))
        .with(input)
}

/// Puts lines on the clipboard; where that is not allowed they are selected, for the person to do it.
fn copy(store: &Context, heading: &'static str, text: String, id: String) {
    let store = store.clone();
    spawn_local(async move {
        let clipboard = js::field(&gloo_utils::window().navigator(), "clipboard").unwrap_or_default();
        let is_copied = js::wait(clipboard, "writeText", &[text.into()]).await.is_ok();
        if !is_copied
            && let Some(code) = gloo_utils::document().get_element_by_id(&id)
            && let Ok(selection) = js::call(&gloo_utils::window(), "getSelection", &[])
        {
            let _ = js::call(&selection, "selectAllChildren", &[code.into()]);
        }
        change(&store, |own| {
            own.paste.said = if is_copied {
                [heading, "をコピーしました。"].concat()
            } else {
                "コピーできませんでした。選んだところを、キーボードでコピーしてください。".to_owned()
            };
        });
    });
}
