//! How to use it, and the year of the scheme, which is put in by `help.js`.

use super::way_back;
use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::Context;
use crate::words::{p, span};

/// The year with today in it, and the way to everything else that helps.
pub fn help(store: &Context) -> El {
    let link = |href: &str, words: &str, what: &str| {
        el("li").with(el("a").attr("href", href).text(words)).with(span("hint", what))
    };
    let more = el("ul")
        .class("help-links")
        .with(link(&Step::Guide.href(), "はじめての方へ", "3つの短い画面で、使い方を案内します。"))
        .with(link("words/", "ことばの説明", "報告に出てくることばを、出典とともに説明します。"))
        .with(link("items/", "項目の一覧", "何を聞かれるか、どの法令によるかを、項目ごとに説明します。"))
        .with(link("rules/", "点検の一覧", "何を点検し、なぜ指摘するかを説明します。"))
        .with(link(&Step::Settings.href(), Step::Settings.label(), "期限、連絡先、画面の表示を変えられます。"))
        .with(to_embed("li"));
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Step::Help.label()))
        .with(el("h2").text(&[store.catalog.label(), "の1年の流れ"].concat()))
        .with(p("lead", "全国でおおむね次のように進みます。都道府県によって時期が違うことがあります。"))
        .with(el("div").attr("id", "shelf"))
        .with(el("h2").text("使い方"))
        .with(more)
        .with(p("hint", "キーボードでは、Ctrl+S(MacではCommand+S)で下書きをファイルに保存できます。"))
        .with(way_back(store))
}

/// The way to what a prefecture does with this tool.
pub(super) fn to_embed(tag: &'static str) -> El {
    el(tag).with(el("a").attr("href", &Step::Embed.href()).text("ホームページに置く(都道府県・医師会の方へ)"))
}

/// How to put it on another page: all of it is put in by `prefecture.js`.
pub fn embed(store: &Context) -> El {
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Step::Embed.label()))
        .with(el("div").attr("id", "shelf"))
        .with(way_back(store))
}
