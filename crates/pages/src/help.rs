//! The words of the report: the page that explains them all, and the file from which the app takes what it explains: the
//! words, the year of the scheme, and the guide for a first visit.

use kakari_sources::{Cite, Phase, Word, words, year};
use serde_json::{Value, json};

use crate::Site;
use crate::frame::{self, Place};
use crate::html::Html;
use crate::world::World;

/// はじめての方へ: heading and points of each of its screens.
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

/// What an explanation is called that no source gives.
const OURS: &str = "このツールの説明";

/// Where an explanation comes from, in words.
fn origin(cite: Option<&Cite>) -> String {
    cite.map_or_else(|| OURS.to_owned(), |cite| format!("出典: {}({})", cite.title(), cite.relation.label()))
}

/// All words with their explanations.
pub(crate) fn page(site: &Site, world: &World) -> String {
    let place = Place {
        depth: 1,
        title: "ことばの説明",
        description: "かかりつけ医機能報告に出てくることばを、短く説明しています。",
    };
    frame::page(site, &world.editions, &place, |html| {
        html.element("h1", &[], place.title);
        html.element(
            "p",
            &[("class", "lead")],
            &format!(
                "報告の項目に出てくることばです。資料に説明のあるものは出典を、ないものは「{OURS}」と書いています。"
            ),
        );
        html.line().within("dl", &[("class", "facts")], |html| {
            for word in words() {
                explanation(html, word);
            }
        });
    })
}

fn explanation(html: &mut Html, word: &Word) {
    html.line().within("div", &[], |html| {
        html.element("dt", &[], word.term);
        html.within("dd", &[], |html| {
            html.element("p", &[], word.text);
            html.element("p", &[("class", "quiet")], &origin(word.cite.as_ref()));
        });
    });
}

/// `help.json`: path below the app's address, and text. The app loads it when it first shows any of it.
pub fn file() -> (&'static str, String) {
    let explained = |word: &Word| json!({ "term": word.term, "text": word.text, "origin": origin(word.cite.as_ref()) });
    let part = |phase: &Phase| {
        json!({
            "months": (phase.months.0..=phase.months.1).collect::<Vec<_>>(),
            "when": phase.when,
            "title": phase.title,
            "text": phase.text,
            "origin": origin(Some(&phase.cite)),
        })
    };
    let words: Vec<Value> = words().iter().map(explained).collect();
    let year: Vec<Value> = year().iter().map(part).collect();
    let guide = GUIDE.map(|(title, points)| json!({ "title": title, "points": points }));
    ("help.json", format!("{}\n", json!({ "words": words, "year": year, "guide": guide })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_app_holds_every_word_with_its_source_or_the_word_that_it_is_ours() {
        let (_, text) = file();
        let file: Value = serde_json::from_str(&text).expect("JSON");
        let all = file["words"].as_array().expect("words");
        assert_eq!(all.len(), words().len());
        for (written, word) in all.iter().zip(words()) {
            assert_eq!(written["term"], word.term);
            let origin = written["origin"].as_str().expect("an origin");
            assert_eq!(origin == OURS, word.cite.is_none(), "{origin}");
        }
        let months: Vec<_> = file["year"].as_array().expect("the year").iter().map(|part| &part["months"]).collect();
        assert_eq!(serde_json::to_string(&months).expect("JSON"), "[[-1,0],[1,2,3],[4],[4,5,6],[7,8,9,10,11],[12]]");
        assert_eq!(file["guide"].as_array().expect("the guide").len(), 3);
    }
}
