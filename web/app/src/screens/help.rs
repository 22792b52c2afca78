//! How to use it, and the year of the scheme.

use kakari_catalog::{Date, wareki};
use kakari_sources::{Phase, Word, words, year as year_of_scheme};

use super::way_back;
use crate::html::{El, el, fragment};
use crate::route::Screen;
use crate::store::{Context, Store};
use crate::words::{p, span};

/// The year with today in it, and the way to everything else that helps.
pub fn help(store: &Context) -> El {
    let link = |href: &str, words: &str, what: &str| {
        el("li").with(el("a").attr("href", href).text(words)).with(span("hint", what))
    };
    let more = el("ul")
        .class("help-links")
        .with(link(&Screen::Guide.href(), "はじめての方へ", "3つの短い画面で、使い方を案内します。"))
        .with(link("words/", "ことばの説明", "報告に出てくることばを、出典とともに説明します。"))
        .with(link("items/", "項目の一覧", "何を聞かれるか、どの法令によるかを、項目ごとに説明します。"))
        .with(link("rules/", "点検の一覧", "何を点検し、なぜ指摘するかを説明します。"))
        .with(link(&Screen::Settings.href(), Screen::Settings.label(), "期限、連絡先、画面の表示を変えられます。"))
        .with(to_embed("li"));
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Screen::Help.label()))
        .with(el("h2").text(&[store.catalog.label(), "の1年の流れ"].concat()))
        .with(p("lead", "全国でおおむね次のように進みます。都道府県によって時期が違うことがあります。"))
        .with(year(store))
        .with(el("h2").text("使い方"))
        .with(more)
        .with(p("hint", "キーボードでは、Ctrl+S(MacではCommand+S)で下書きをファイルに保存できます。"))
        .with(way_back(store))
}

/// The parts of the year in order, and where today is among them. Months count from January of the year of the report.
fn year(store: &Store) -> El {
    let own = store.catalog.dates().window.from.year();
    let now = (store.today.year() - own) * 12 + i32::from(u8::from(store.today.month()));
    let here = || span("mark is-here", "いまここ");
    let today = ["今日は", &store.days(&wareki::day(store.today)), "です。"].concat();
    let apart = |words: &str| {
        let words = p("year-today", &[&today, words].concat());
        el("li").class("is-now").attr("aria-current", "date").with(words).with(here())
    };
    let part = |phase: &Phase| {
        let (from, to) = phase.months;
        let is_now = (from..=to).contains(&now);
        let head = [&*year_in_words(store, if from < 0 { own - 1 } else { own }), " ", phase.when].concat();
        el("li")
            .class_if(is_now, "is-now")
            .attr_if("aria-current", is_now.then_some("date"))
            .with(p("year-when", &head).when(is_now, here))
            .with(p("year-title", phase.title))
            .with(el("p").text(phase.text))
            .when(is_now, || p("year-today", &today))
            .with(p("source-small", &phase.cite.origin()))
    };
    let months = || year_of_scheme().iter().map(|phase| phase.months);
    el("ol")
        .class("year")
        .when(months().all(|(from, _)| now < from), || apart("この報告の案内が始まる前です。"))
        .all(year_of_scheme().iter().map(part))
        .when(months().all(|(_, to)| to < now), || apart("この報告の1年は終わりました。"))
}

/// Only the year of a day: what the guideline names are months.
fn year_in_words(store: &Store, year: i32) -> String {
    let day = Date::from_calendar_date(year, time::Month::December, 1).map(wareki::day).unwrap_or_default();
    store.days(&day).split_inclusive('年').next().unwrap_or_default().to_owned()
}

/// The explanation of a word.
pub fn explain(term: &str) -> El {
    let explained = |word: &Word| fragment().with(el("p").text(word.text)).with(p("source-small", &word.origin()));
    el("div").maybe(words().iter().find(|word| word.term == term), explained)
}

/// The way to what a prefecture does with this tool.
pub(super) fn to_embed(tag: &'static str) -> El {
    el(tag).with(el("a").attr("href", &Screen::Embed.href()).text("ホームページに置く(都道府県・医師会の方へ)"))
}
