//! はじめての方へ: three short screens, shown once by themselves.

use crate::html::{El, el, fragment};
use crate::route::Step;
use crate::store::Store;
use crate::words::p;

/// Heading and points of each screen.
const SCREENS: [(&str, [&str; 3]); 3] = [
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

/// One of the screens; which one stands in the address behind the step.
pub fn guide(store: &Store) -> El {
    let asked = store.route.field.as_deref().and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
    let at = asked.clamp(1, SCREENS.len());
    let (heading, points) = SCREENS[at - 1];
    let page = |at: usize| [&*Step::Guide.href(), "/", &at.to_string()].concat();
    let link = |class: &'static str, href: &str, words: &str| el("a").class(class).attr("href", href).text(words);
    let home = Step::Start.href();
    let on = if at < SCREENS.len() {
        link("button is-main", &page(at + 1), "次へ")
    } else {
        link("button is-main", &home, "最初のページへ")
    };
    fragment()
        .with(p("guide-place", &["はじめての方へ ", &at.to_string(), "/", &SCREENS.len().to_string()].concat()))
        .with(el("h1").attr("tabindex", "-1").text(heading))
        .with(el("ul").class("guide-points").all(points.iter().map(|point| el("li").text(point))))
        .with(el("div").class("onward").when(at > 1, || link("button is-outline", &page(at - 1), "前へ")).with(on))
        .when(at < SCREENS.len(), || el("p").with(link("guide-skip", &home, "案内をとばす")))
        .with(p("hint", "この案内は、画面のいちばん下の「はじめての方へ」から、いつでも見られます。"))
}
