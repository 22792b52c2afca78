//! The notice beside the form, and what its own step needs.

use std::rc::Rc;

use kakari_documents::{Layout, Notice, NoticeOptions, Orientation, Paper, Posted};
use kakari_form::Step;
use yew::{AttrValue, Html};

use crate::host::IS_PAGE;
use crate::html::{El, el, part};
use crate::route::Screen;
use crate::store::{Context, Store};

/// What the clinic may choose about its notice. What is chosen is kept in the settings, a word each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeChoice {
    /// Leave the numbers of persons out.
    WithoutNumbers,
    /// Leave out what does not apply.
    OnlyApplying,
    A3,
    Landscape,
    Larger,
}

impl NoticeChoice {
    fn word(self) -> &'static str {
        match self {
            Self::WithoutNumbers => "without-numbers",
            Self::OnlyApplying => "only-applying",
            Self::A3 => "a3",
            Self::Landscape => "landscape",
            Self::Larger => "larger",
        }
    }

    /// Whether it is chosen.
    pub fn is_chosen(self, store: &Store) -> bool {
        store.settings.notice.split(' ').any(|word| word == self.word())
    }

    /// Chooses it, or no longer.
    pub fn choose(self, store: &Context, chosen: bool) {
        store.change_settings(|settings| {
            let mut words: Vec<&str> = settings.notice.split(' ').filter(|word| *word != self.word()).collect();
            if chosen {
                words.push(self.word());
            }
            settings.notice = words.join(" ");
        });
    }
}

/// The notice as the clinic has chosen it.
pub fn notice(store: &Store) -> Notice {
    let is = |choice: NoticeChoice| choice.is_chosen(store);
    Notice::new(
        &store.draft,
        &store.catalog,
        &store.report,
        &NoticeOptions {
            numbers: !is(NoticeChoice::WithoutNumbers),
            layout: if is(NoticeChoice::OnlyApplying) { Layout::Applying } else { Layout::Full },
            paper: if is(NoticeChoice::A3) { Paper::A3 } else { Paper::A4 },
            orientation: if is(NoticeChoice::Landscape) { Orientation::Landscape } else { Orientation::Portrait },
            larger: is(NoticeChoice::Larger),
            ..NoticeOptions::new(store.today)
        },
    )
}

/// The notice as it is by itself, of the draft as it was when the hand last rested: it is work that no keystroke waits for.
fn plain_notice(store: &Store) -> Notice {
    let (draft, report) = &store.rested;
    Notice::new(draft, &store.catalog, report, &NoticeOptions::new(store.today))
}

/// The code by which the notice of another institution is told apart.
pub fn institution_code(store: &Store) -> &str {
    store.text("facility.code")
}

/// The notice that was last printed or saved for this institution, and what it no longer says rightly.
pub fn notice_changes(store: &Store) -> Option<(Posted, Vec<String>)> {
    // An element remembers none.
    if !IS_PAGE {
        return None;
    }
    let posted = Posted::read(&store.settings.posted).filter(|posted| posted.code == institution_code(store))?;
    let changes = posted.changes(&plain_notice(store), institution_code(store));
    Some((posted, changes))
}

/// A small picture of the notice that follows the answers.
pub fn notice_corner(store: &Context) -> El {
    part(store, 0, looks_the_same, draw_corner)
}

fn looks_the_same(old: &Store, new: &Store, _: usize) -> bool {
    let (one, other) = (&old.rested, &new.rested);
    Rc::ptr_eq(&one.0, &other.0)
        && Rc::ptr_eq(&one.1, &other.1)
        && old.today == new.today
        && old.settings == new.settings
}

fn draw_corner(store: &Context, _: usize) -> El {
    let picture = plain_notice(store).fragment();
    // Everything in it is escaped.
    let picture = Html::from_html_unchecked(AttrValue::from(picture));
    el("section")
        .class("notice-corner")
        .attr("aria-labelledby", "notice-corner-heading")
        .with(el("h2").attr("id", "notice-corner-heading").text("院内掲示の見本"))
        .with(el("div").attr("aria-hidden", "true").with_html(picture))
        .with(el("p").with(el("a").attr("href", &Screen::Form(Step::Notice).href()).text("大きく見る")))
}
