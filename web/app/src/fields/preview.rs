//! The notice over the form, and what its own step needs.

use std::rc::Rc;

use kakari_catalog::{Catalog, Date};
use kakari_documents::{Layout, Notice, NoticeOptions, Orientation, Paper, Posted};
use kakari_draft::Draft;
use kakari_form::Step;
use kakari_rules::Report;
use yew::{AttrValue, Html};

use crate::html::{El, Select, el, fragment, part};
use crate::route::Screen;
use crate::store::{Context, Link, Store};
use crate::words::button;
use crate::{device, js};

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

/// What the notice is made of that is shown by itself: the draft as it was when the hand last rested, since it is work that
/// no keystroke waits for.
struct Rested<'a> {
    draft: &'a Rc<Draft>,
    report: &'a Rc<Report>,
    catalog: &'a Rc<Catalog>,
    today: Date,
}

impl<'a> Rested<'a> {
    fn of(store: &'a Store) -> Self {
        let (draft, report) = &store.rested;
        Self { draft, report, catalog: &store.catalog, today: store.today }
    }

    fn notice(&self) -> Notice {
        Notice::new(self.draft, self.catalog, self.report, &NoticeOptions::new(self.today))
    }
}

impl PartialEq for Rested<'_> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(self.draft, other.draft)
            && Rc::ptr_eq(self.report, other.report)
            && Rc::ptr_eq(self.catalog, other.catalog)
            && self.today == other.today
    }
}

/// The code by which the notice of another institution is told apart.
pub fn institution_code(store: &Store) -> &str {
    store.text("facility.code")
}

/// The notice that was last printed or saved for this institution, and what it no longer says rightly.
pub fn notice_changes(store: &Store) -> Option<(Posted, Vec<String>)> {
    let posted = Posted::read(&store.settings.posted).filter(|posted| posted.code == institution_code(store))?;
    let changes = posted.changes(&Rested::of(store).notice(), institution_code(store));
    Some((posted, changes))
}

/// The id of the preview.
pub const PREVIEW: &str = "notice-preview";

/// Opens the preview of the notice.
pub fn preview_button(store: &Context) -> El {
    let open = button("button is-outline is-small", "院内掲示の見本を見る").attr("aria-haspopup", "dialog");
    el("p").class("preview-button").with(open.on_click(store, |store| {
        store.view(|view| view.preview_open = true);
        let store = store.clone();
        device::soon(move || ask(&store, "showModal"));
    }))
}

/// The notice as it is so far, as large as the window allows. The browser keeps the focus within, closes it on Escape and
/// gives the focus back.
pub fn preview(store: &Context) -> El {
    const HEADING: &str = "notice-preview-heading";
    let close = button("button is-outline is-small", "閉じる").on_click(store, |store| ask(store, "close"));
    let on = el("a").attr("href", &Screen::Form(Step::Notice).href()).text("院内掲示の画面へ");
    let head =
        el("div").class("preview-head").with(el("h2").attr("id", HEADING).text("院内掲示の見本")).with(on).with(close);
    el("dialog")
        .class("preview")
        .attr("id", PREVIEW)
        .attr("aria-labelledby", HEADING)
        .with(head)
        .with(part::<Sheet>(store, 0))
}

/// Has the preview do what every dialogue can.
fn ask(store: &Context, what: &str) {
    if let Some(dialog) = store.host().by_id(PREVIEW) {
        // It cannot be opened twice.
        let _ = js::call(&dialog, what, &[]);
    }
}

/// The sheet in the preview.
struct Sheet;

impl Select for Sheet {
    type Seen<'a> = Rested<'a>;

    fn select(store: &Store, _: usize) -> Rested<'_> {
        Rested::of(store)
    }

    fn draw(_: &Link, rested: &Rested<'_>) -> El {
        // Everything in it is escaped.
        fragment().with_html(Html::from_html_unchecked(AttrValue::from(rested.notice().fragment())))
    }
}
