//! 院内掲示: the sheet as it will hang on the wall.

use kakari_documents::{FileKind, file_name};

use super::onward;
use crate::fields::{notice_fragment, notice_page};
use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::{Context, Store};
use crate::words::{button, check_box, p, span};
use crate::{device, files};

/// What has to be posted, in the words of 別表第八 第二 一.
const POSTED: [&str; 6] = [
    "具体的な機能を有すること",
    "かかりつけ医機能に関する研修の修了者の有無",
    "総合診療専門医の有無",
    "診療領域ごとの一次診療の対応の有無",
    "一次診療で対応できる疾患",
    "医療に関する患者からの相談に応じること",
];

/// The notice, its options, print and file.
pub fn notice(store: &Context) -> El {
    let choice = store.view.notice;
    let print = button("button is-main", "印刷する(A4)").on_click(store, |_| device::print());
    let file = button("button is-outline", "HTMLファイルで保存する").on_click(store, |store| save(store));
    let head = el("div")
        .class("no-print")
        .with(el("h1").attr("tabindex", "-1").text("院内掲示"))
        .with(p("lead", "報告した内容のうち、次の6つを院内に掲示します(医療法施行規則 別表第八 第二 一)。用紙は国の様式(例)にならったもので、別の様式を使うこともできます。"))
        .with(el("ol").class("posted").all(POSTED.iter().map(|text| el("li").text(text))))
        .when(!store.report.is_ready(), view_draft)
        .with(choices(store))
        .with(el("div").class("onward is-start").with(print).with(file))
        .with(p("hint", "PDFにするときは、印刷の画面で「PDFに保存」を選びます。余白は「なし」か「既定」、倍率は100%にしてください。"));
    // The frame that the sheet is measured by is part of it.
    let sheet = el("div")
        .class("notice-view")
        .attr("role", "group")
        .attr("aria-label", "院内掲示の見本")
        .with_html(notice_fragment(store, choice));
    fragment().with(head).with(sheet).with(el("div").class("no-print").with(onward(
        store,
        Step::Notice,
        "button is-outline",
    )))
}

fn view_draft() -> El {
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", "注意"))
        .text("エラーが残っているため、用紙に「下書き」と入ります。")
        .with(el("a").attr("href", &Step::Review.href()).text("確認の画面で見る"));
    el("div").class("finding is-warning").with(message)
}

fn choices(store: &Context) -> El {
    let choice = store.view.notice;
    let view = |tick: El, words: &str, help: &str| {
        let words = span("option-text", words).with(span("option-help", help));
        el("label").class("option").with(tick).with(words)
    };
    let numbers =
        check_box(choice.numbers).on_tick(store, |store, on| store.view(move |view| view.notice.numbers = on));
    let applying = check_box(choice.only_applying)
        .on_tick(store, |store, on| store.view(move |view| view.notice.only_applying = on));
    let options = el("div")
        .class("options")
        .with(view(
            numbers,
            "研修修了者と総合診療専門医の人数",
            "法令が掲示を求めているのは有無だけです。人数は載せなくてもかまいません。",
        ))
        .with(view(
            applying,
            "当てはまる領域・疾患だけを載せる",
            "選ばないときは、様式(例)のとおりすべてを載せ、当てはまるものに印を付けます。",
        ));
    let legend = el("legend").class("field-label").with(span("field-name", "用紙に載せるもの"));
    el("fieldset").class("field").with(legend).with(options)
}

fn save(store: &Store) {
    let name = file_name(&store.draft, &store.catalog, FileKind::Notice, !store.report.is_ready());
    files::save(&name, "text/html;charset=utf-8", notice_page(store, store.view.notice).as_bytes());
}
