//! The page that explains the words of the report.

use kakari_sources::{OURS, Word, words};

use crate::Site;
use crate::frame::{self, Place};
use crate::html::Html;
use crate::world::World;

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
            html.element("p", &[("class", "quiet")], &word.origin());
        });
    });
}
