//! What is folded, ticked or typed on the screen and is no part of the draft.

use crate::fields::NoticeChoice;

/// The state of the screen. Going to another screen folds things up again.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fold or a tick of its own")]
pub struct View {
    /// The list of steps on a small screen.
    pub steps_open: bool,
    /// The dates on 対象の確認.
    pub dates_open: bool,
    /// The fields of a 2号機能 that is not asked (yet).
    pub fields_open: bool,
    /// What the clinic chose about its notice.
    pub notice: NoticeChoice,
    /// Export although errors remain, marked 下書き.
    pub as_draft: bool,
    /// Why a file could not be opened, and what to do.
    pub file_trouble: Option<(String, String)>,
    /// Where the question stands whether the settings are to be as they were.
    pub reset: Reset,
    /// The item whose 該当無し was ticked while others are chosen, until the person says what is meant.
    pub asking: Option<usize>,
    /// What stands in search fields and calculators, by item and place.
    typed: Vec<((usize, usize), String)>,
}

/// Setting the settings back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reset {
    #[default]
    Idle,
    /// The person has been asked.
    Asking,
    Done,
}

impl View {
    /// The same on arrival at another screen.
    pub fn arrived(&self) -> Self {
        Self { notice: self.notice, ..Self::default() }
    }

    /// What was typed into a search field or a calculator beside an item; empty where nothing was.
    pub fn typed(&self, item: usize, place: usize) -> &str {
        self.typed.iter().find(|(at, _)| *at == (item, place)).map_or("", |(_, text)| text)
    }

    /// Remembers what was typed.
    pub fn type_into(&mut self, item: usize, place: usize, text: String) {
        self.typed.retain(|(at, _)| *at != (item, place));
        self.typed.push(((item, place), text));
    }
}
