//! The words of the report: the page that explains them all, and the file from which the app takes what it explains.

use kakari_sources::{Cite, Phase, Word, words, year};
use serde_json::{Value, json};

use crate::Site;
use crate::frame::{self, Place};
use crate::html::Html;
use crate::world::World;

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

/// `help.json`: path below the app's address, and text. The app loads it when a word or the year is first opened.
pub fn file() -> (&'static str, String) {
    let explained = |word: &Word| json!({ "term": word.term, "text": word.text, "origin": origin(word.cite.as_ref()) });
    let part = |phase: &Phase| {
        json!({
            "from": phase.months.0,
            "to": phase.months.1,
            "when": phase.when,
            "title": phase.title,
            "text": phase.text,
            "origin": origin(Some(&phase.cite)),
        })
    };
    let words: Vec<Value> = words().iter().map(explained).collect();
    let year: Vec<Value> = year().iter().map(part).collect();
    ("help.json", format!("{}\n", json!({ "words": words, "year": year })))
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
        assert_eq!(file["year"].as_array().expect("the year").len(), year().len());
    }
}
