//! How to use it, and the year of the scheme. What is explained comes from `help.json`, which `crates/pages` makes.

use std::rc::Rc;

use kakari_catalog::{Date, wareki};
use kakari_draft::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::platform::spawn_local;

use super::way_back;
use crate::fields::waiting;
use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::{Action, Context, Help, Store};
use crate::words::{p, span};

/// Loads what is explained, unless it is here or on its way.
pub fn ask(store: &Context) {
    if !matches!(store.help, Help::Unasked | Help::Failed) {
        return;
    }
    store.dispatch(Action::Help(Help::Loading));
    let store = store.clone();
    spawn_local(async move {
        let text = fetched().await.ok().and_then(|text| text.as_string());
        let help = text.and_then(|text| Value::read(&text).ok());
        store.dispatch(Action::Help(help.map_or(Help::Failed, |help| Help::Here(Rc::new(help)))));
    });
}

async fn fetched() -> Result<JsValue, JsValue> {
    let response: Response = JsFuture::from(gloo_utils::window().fetch_with_str("help.json")).await?.unchecked_into();
    JsFuture::from(response.text()?).await
}

/// The entries of a list of the file.
pub fn of<'a>(help: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    help.as_object().and_then(|help| help.get(list)).and_then(Value::as_array).unwrap_or_default().iter()
}

/// A text of an entry.
pub fn text<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry.as_object().and_then(|entry| entry.get(name)).and_then(Value::as_str).unwrap_or_default()
}

/// The year with today in it, and the way to everything else that helps.
pub fn help(store: &Context) -> El {
    let year = match &store.help {
        Help::Here(help) => year(store, help),
        _ => waiting(store),
    };
    let link = |href: &str, words: &str, what: &str| {
        el("li").with(el("a").attr("href", href).text(words)).with(span("hint", what))
    };
    let more = el("ul")
        .class("help-links")
        .with(link(&Step::Guide.href(), "はじめての方へ", "3つの短い画面で、使い方を案内します。"))
        .with(link("words/", "ことばの説明", "報告に出てくることばを、出典とともに説明します。"))
        .with(link("items/", "項目の一覧", "何を聞かれるか、どの法令によるかを、項目ごとに説明します。"))
        .with(link("rules/", "点検の一覧", "何を点検し、なぜ指摘するかを説明します。"))
        .with(link(&Step::Settings.href(), Step::Settings.label(), "期限、連絡先、画面の表示を変えられます。"));
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Step::Help.label()))
        .with(el("h2").text(&[store.catalog.label(), "の1年の流れ"].concat()))
        .with(p("lead", "全国でおおむね次のように進みます。都道府県によって時期が違うことがあります。"))
        .with(year)
        .with(el("h2").text("使い方"))
        .with(more)
        .with(p("hint", "キーボードでは、Ctrl+S(MacではCommand+S)で下書きをファイルに保存できます。"))
        .with(way_back(store))
}

/// The parts of the year in order, and where today is among them.
fn year(store: &Store, help: &Value) -> El {
    let window = store.catalog.dates().window.from;
    let today = store.today;
    // January of the year in which the report is made is 1.
    let now = (today.year() - window.year()) * 12 + i32::from(u8::from(today.month()));
    let here = || span("mark is-here", "いまここ");
    let day = store.days(&wareki::day(today));
    let apart = |words: &str| {
        let today = ["今日は", &day, "です。", words].concat();
        el("li").class("is-now").attr("aria-current", "date").with(p("year-today", &today)).with(here())
    };
    let month = now.to_string();
    let view = |phase: &Value| {
        let months = text(phase, "months");
        let is_now = months.split(' ').any(|own| own == month);
        // What the guideline names are months, so only the year of a day is shown.
        let year = window.year() - i32::from(months.starts_with('-'));
        let start = Date::from_calendar_date(year, time::Month::December, 1);
        let words = store.days(&start.map(wareki::day).unwrap_or_default());
        let year = words.split_once('年').map_or("", |(year, _)| year);
        let when = p("year-when", &[year, "年 ", text(phase, "when")].concat()).when(is_now, here);
        el("li")
            .class_if(is_now, "is-now")
            .attr_if("aria-current", is_now.then_some("date"))
            .with(when)
            .with(p("year-title", text(phase, "title")))
            .with(el("p").text(text(phase, "text")))
            .when(is_now, || p("year-today", &["今日は", &day, "です。"].concat()))
            .with(p("source-small", text(phase, "origin")))
    };
    el("ol")
        .class("year")
        .when(now < BEGIN, || apart("この報告の案内が始まる前です。"))
        .all(of(help, "year").map(view))
        .when(now > END, || apart("この報告の1年は終わりました。"))
}

/// The months in which the year of the scheme begins and ends: November of the year before, December.
const BEGIN: i32 = -1;
const END: i32 = 12;
