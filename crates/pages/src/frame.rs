//! What surrounds every page: head, way back, foot.

use kakari_catalog::Catalog;

use crate::Site;
use crate::html::Html;

/// The name of the app.
const APP: &str = "かかりつけ医機能報告 下書きチェッカー";

/// Where a page is, and what it is called.
pub(crate) struct Place<'a> {
    /// How many folders below the app.
    pub(crate) depth: usize,
    /// Title of the page.
    pub(crate) title: &'a str,
    /// One sentence for search engines and bookmarks.
    pub(crate) description: &'a str,
}

impl Place<'_> {
    fn root(&self) -> String {
        "../".repeat(self.depth)
    }
}

/// A whole page around `main`.
pub(crate) fn page(site: &Site, editions: &[Catalog], place: &Place, main: impl FnOnce(&mut Html)) -> String {
    let mut html = Html::default();
    html.within("html", &[("lang", "ja")], |html| {
        html.line();
        head(html, site, place);
        html.line();
        html.within("body", &[], |html| {
            html.line().element("a", &[("class", "skip"), ("href", "#main")], "本文へ移動");
            header(html, place);
            html.line().within("main", &[("id", "main"), ("tabindex", "-1")], main).line();
            footer(html, editions);
        });
    });
    html.into_page()
}

fn head(html: &mut Html, site: &Site, place: &Place) {
    let root = place.root();
    html.within("head", &[], |html| {
        html.line()
            .void("meta", &[("charset", "utf-8")])
            .void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", site.policy)])
            .element("title", &[], &format!("{}|{APP}", place.title))
            .line()
            .void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
            .void("meta", &[("name", "description"), ("content", place.description)])
            .void("meta", &[("name", "theme-color"), ("content", "#0017c1")])
            .void("meta", &[("name", "referrer"), ("content", "no-referrer")])
            .void("meta", &[("name", "format-detection"), ("content", "telephone=no")])
            .void("link", &[("rel", "icon"), ("href", &format!("{root}icons/icon.svg")), ("type", "image/svg+xml")])
            .void("link", &[("rel", "stylesheet"), ("href", &format!("{root}{}", site.style))]);
    });
}

fn header(html: &mut Html, place: &Place) {
    let root = place.root();
    html.line().within("header", &[("class", "header")], |html| {
        html.within("p", &[("class", "header-title")], |html| {
            html.link(&root, APP);
        });
        html.within("nav", &[("aria-label", "説明のページ")], |html| {
            html.within("ul", &[], |html| {
                for (address, words) in [
                    ("", "下書きチェッカーに戻る"),
                    ("rules/", "点検の一覧"),
                    ("items/", "項目の一覧"),
                    ("words/", "ことばの説明"),
                ] {
                    html.within("li", &[], |html| {
                        html.link(&format!("{root}{address}"), words);
                    });
                }
            });
        });
    });
}

/// The same words as at the foot of the app.
fn footer(html: &mut Html, editions: &[Catalog]) {
    html.within("footer", &[("class", "footer")], |html| {
        html.element("p", &[("class", "footer-privacy")], "入力内容はこの端末から送信されません。");
        html.element("p", &[], "このページは厚生労働省や都道府県のものではなく、G-MISへの報告も行いません。報告はG-MIS(または都道府県が定める方法)で行ってください。");
        for (catalog, provisional) in editions.iter().filter_map(|catalog| Some((catalog, catalog.provisional()?))) {
            html.within("p", &[], |html| {
                html.mark("is-provisional", "暫定").text(&format!(" {}: {provisional}", catalog.label()));
            });
        }
        html.within("p", &[], |html| {
            html.mark("is-provisional", "暫定").text(" は、厚生労働省のマニュアルなど公式の資料でその番号・選択肢・コード・期間を確認できていないことを示します。暫定のコードは、ファイルにも公式のコードとしては書き出しません。G-MISの画面の表示に従ってください。");
        });
        let catalogs: Vec<_> =
            editions.iter().map(|catalog| format!("{}({})", catalog.edition(), catalog.fingerprint())).collect();
        let version = format!(
            "版 {} / 台帳 {} / 点検規則 {}",
            env!("CARGO_PKG_VERSION"),
            catalogs.join("、"),
            kakari_rules::FINGERPRINT
        );
        html.element("p", &[("class", "footer-version")], &version);
    });
}
