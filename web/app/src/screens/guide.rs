//! はじめての方へ: three short screens, shown once by themselves.

use crate::html::{El, el, fragment};
use crate::route::Screen;
use crate::store::{Context, Store};
use crate::words::p;

/// The screens as they stand in the address behind the step.
const PAGES: [&str; 3] = ["1", "2", "3"];

/// Heading and points of each.
const GUIDE: [(&str, [&str; 3]); 3] = [
    (
        "何をするものか",
        [
            "かかりつけ医機能報告の下書きを作り、報告の前に確かめるためのものです。",
            "入力しながら、誤りや抜けを、理由と根拠とともにお知らせします。院内掲示や、G-MISに入力するための一覧も作れます。",
            "G-MISではありません。報告そのものは、G-MISなど都道府県が定める方法で行います。",
        ],
    ),
    (
        "どう進めるか",
        [
            "まず「対象の確認」で、報告の対象かどうかと期限を確かめます。",
            "次に、画面の順に答えます。途中でやめても、続きから始められます。試してみたいときは、記入例を開けます。",
            "最後に「確認」で指摘を見直し、書き出した一覧を見ながらG-MISに入力します。",
        ],
    ),
    (
        "入力した内容はどこにあるか",
        [
            "入力した内容は、この端末のこのブラウザーの中だけに保存されます。外には送られません。",
            "ブラウザーは、長く使わないと保存した内容を消すことがあります。区切りのよいところで「ファイルに保存」してください。",
            "別の端末で続けるときや、ほかの人に渡すときは、そのファイルを使います。",
        ],
    ),
];

/// Which of the screens the address names, from 0.
fn page_of_guide(store: &Store) -> usize {
    let field = store.route.field.as_deref();
    PAGES.iter().position(|page| Some(*page) == field).unwrap_or(0)
}

/// One of the screens.
pub fn guide(store: &Context) -> El {
    let at = page_of_guide(store);
    let (title, points) = &GUIDE[at];
    let link = |class: &'static str, words: &str, to: Option<&&str>| {
        let href = match to {
            Some(page) => [&*Screen::Guide.href(), "/", page].concat(),
            None => Screen::Start.href(),
        };
        el("a").class(class).attr("href", &href).text(words)
    };
    let next = PAGES.get(at + 1);
    let on = link("button is-main", if next.is_some() { "次へ" } else { "最初のページへ" }, next);
    let back = at.checked_sub(1).map(|before| link("button is-outline", "前へ", Some(&PAGES[before])));
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(&[Screen::Guide.label(), " ", PAGES[at], "/3"].concat()))
        .with(el("h2").text(title))
        .with(el("ul").class("guide-points").all(points.iter().map(|point| el("li").text(point))))
        .with(el("div").class("onward").maybe(back, |back| back).with(on))
        .when(next.is_some(), || el("p").with(link("guide-skip", "案内をとばす", None)))
        .with(p("hint", "この案内は、画面のいちばん下の「はじめての方へ」から、いつでも見られます。"))
}
