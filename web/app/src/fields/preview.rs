//! The notice beside the form, and what its own step needs.

use kakari_documents::{Layout, Notice, NoticeOptions, STYLES};
use yew::{AttrValue, Html};

use crate::html::{El, el};
use crate::route::Step;
use crate::store::Store;

/// What the clinic chose about its notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeChoice {
    /// Print the numbers of persons.
    pub numbers: bool,
    /// Leave out what does not apply.
    pub only_applying: bool,
}

impl Default for NoticeChoice {
    fn default() -> Self {
        Self { numbers: true, only_applying: false }
    }
}

fn notice(store: &Store, choice: NoticeChoice) -> Notice {
    let layout = if choice.only_applying { Layout::Applying } else { Layout::Full };
    let options = NoticeOptions { numbers: choice.numbers, layout, ..NoticeOptions::new(store.today) };
    Notice::new(&store.draft, &store.catalog, &store.report, &options)
}

/// The sheet, for a page that has its styles. Everything in it is escaped.
pub fn notice_fragment(store: &Store, choice: NoticeChoice) -> Html {
    Html::from_html_unchecked(AttrValue::from(notice(store, choice).fragment()))
}

/// The sheet as a file that needs nothing else.
pub fn notice_page(store: &Store, choice: NoticeChoice) -> String {
    notice(store, choice).page(STYLES)
}

/// A small picture of the notice that follows the answers.
pub fn notice_corner(store: &Store) -> El {
    let picture = notice_fragment(store, NoticeChoice::default());
    el("section")
        .class("notice-corner")
        .attr("aria-labelledby", "notice-corner-heading")
        .with(el("h2").attr("id", "notice-corner-heading").text("院内掲示の見本"))
        .with(el("div").attr("aria-hidden", "true").with_html(picture))
        .with(el("p").with(el("a").attr("href", &Step::Notice.href()).text("大きく見る")))
}
