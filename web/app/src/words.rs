//! Words and small pieces that several screens share.

use std::ptr;

use kakari_catalog::Catalog;
use kakari_rules::{FINGERPRINT, Severity};
use kakari_session::Settings;

use crate::chunks::{self, Late, Loading};
use crate::html::{El, el, fragment};
use crate::store::Store;

/// What words are made from, whatever they are about: the catalogue, the calendar that was chosen, and the chunk in which
/// longer texts are.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// Where the calendar was chosen.
    settings: &'a Settings,
    /// How loading the late chunk stands.
    pub loading: Loading,
}

impl Wording<'_> {
    /// A text with its days in the calendar that was chosen.
    pub fn days(&self, text: &str) -> String {
        self.settings.days(text)
    }

    /// What is loaded after the first screen, once it is there.
    pub fn late(&self) -> Option<&'static Late> {
        (self.loading == Loading::Done).then(chunks::late)
    }
}

impl PartialEq for Wording<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.catalog, other.catalog)
            && self.settings.years == other.settings.years
            && self.loading == other.loading
    }
}

impl Store {
    /// What words are made from.
    pub fn wording(&self) -> Wording<'_> {
        Wording { catalog: &self.catalog, settings: &self.settings, loading: self.loading(chunks::Chunk::Late) }
    }
}

/// What made the page: program, catalogue, rules.
pub fn versions(store: &Store) -> String {
    let catalog = &store.catalog;
    let version = concat!("版 ", env!("CARGO_PKG_VERSION"), " / 台帳 ");
    [version, catalog.edition(), "(", catalog.fingerprint(), ") / 点検規則 ", FINGERPRINT].concat()
}

/// Colour and shape class of a severity.
pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "finding is-error",
        Severity::Warning => "finding is-warning",
        Severity::Question => "finding is-question",
        Severity::Note => "finding is-note",
    }
}

/// A mark that says a fact was not seen on an official page. The footer says what it means.
pub fn provisional_mark() -> El {
    el("span").class("mark is-provisional").attr("title", "公式の資料で確認できていません").text("暫定")
}

/// The same after a word.
pub fn spaced_mark() -> El {
    fragment().text(" ").with(provisional_mark())
}

/// A paragraph.
pub fn p(class: &'static str, text: &str) -> El {
    el("p").class(class).text(text)
}

/// A stretch of text.
pub fn span(class: &'static str, text: &str) -> El {
    el("span").class(class).text(text)
}

/// A button that does something.
pub fn button(class: &'static str, text: &str) -> El {
    el("button").class(class).attr("type", "button").text(text)
}

/// Words for those who do not see what is around.
pub fn unseen(text: &str) -> El {
    span("visually-hidden", text)
}

/// What a control is about, for those who do not see what is around; nothing where that is not said.
pub fn about(what: &str) -> El {
    if what.is_empty() { fragment() } else { unseen(&["(", what, ")"].concat()) }
}

/// A field that people type into. Some browsers send to their makers what they check for spelling, or put right what they
/// take for a mistake, and all offer what was typed elsewhere: names and numbers are left alone. The element has the
/// same in `web/element/parts.js`.
pub fn typing(tag: &'static str, class: &'static str) -> El {
    let mut field = el(tag).class(class);
    for (name, value) in
        [("autocapitalize", "off"), ("autocomplete", "off"), ("autocorrect", "off"), ("spellcheck", "false")]
    {
        field = field.attr(name, value);
    }
    field
}

/// A check box or radio button with its words.
pub fn option(class: &'static str, control: El, text: &str) -> El {
    el("label").class(class).with(control).with(span("option-text", text))
}

/// A check box.
pub fn check_box(checked: bool) -> El {
    el("input").attr("type", "checkbox").checked(checked)
}
