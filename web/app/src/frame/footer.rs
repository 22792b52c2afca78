//! The foot of the page: privacy, versions, what 暫定 means.

use kakari_sources::{Document, documents};

use crate::device;
use crate::html::{El, el};
use crate::route::Screen;
use crate::store::Store;
use crate::words::{p, span, versions};

/// The foot of the page.
pub fn footer(store: &Store) -> El {
    let view = |document: &Document| {
        let checked = document.checked.map(|checked| ["(", checked, ")"].concat());
        el("li").text(document.title).text(&checked.unwrap_or_default())
    };
    let meaning = el("details")
        .with(el("summary").text("「暫定」の意味と出典"))
        .with(el("p").text("「暫定」は、厚生労働省のマニュアルなど公式の資料でその番号・選択肢・コード・期間を確認できていないことを示します。暫定のコードは、ファイルにも公式のコードとしては書き出しません。G-MISの画面の表示に従ってください。"))
        .with(el("ul").all(documents().iter().map(view)));
    let offline = if device::is_offline_ready() { "通信がなくても使えます。" } else { "" };
    let tool = [Screen::Settings, Screen::Help, Screen::Guide].map(|step| (step.href(), step.label()));
    let page = ("words/".to_owned(), "ことばの説明");
    let links =
        tool.into_iter().chain([page]).map(|(href, words)| el("li").with(el("a").attr("href", &href).text(words)));
    el("footer")
        .class("footer")
        .with(el("nav").attr("aria-label", "設定と使い方").with(el("ul").class("footer-links").all(links)))
        .with(p("footer-privacy", "入力内容はこの端末から送信されません。").text(offline))
        .with(el("p").text("このページは厚生労働省や都道府県のものではなく、G-MISへの報告も行いません。報告はG-MIS(または都道府県が定める方法)で行ってください。"))
        .maybe(store.catalog.provisional(), |provisional| {
            el("p").with(span("mark is-provisional", "暫定")).text(" ").text(provisional)
        })
        .with(meaning)
        .with(p("footer-version", &versions(store)))
}
