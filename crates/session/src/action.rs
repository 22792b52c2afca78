//! What can happen to a session.

use std::rc::Rc;

use kakari_catalog::Date;
use kakari_draft::{Draft, Value};
use kakari_form::Step;

use crate::{Beside, Hold, Keeping, Kept, Settings};

/// What can happen. Where a draft becomes a new one beside those that are kept, an id that no draft has comes with it.
#[derive(Clone, Debug)]
pub enum Action {
    /// A new, empty draft.
    New {
        /// The id of the new draft.
        id: Rc<str>,
    },
    /// A draft from elsewhere, which becomes a new one beside those that are kept.
    Open {
        /// The id of the new draft.
        id: Rc<str>,
        /// What it holds.
        draft: Draft,
        /// A word about it for the live region.
        told: &'static str,
    },
    /// A draft that is kept; the same again where another tab has changed it. Nothing happens while changes of it wait to
    /// be saved: see [`Session::is_waiting`](crate::Session::is_waiting).
    Opened {
        /// Its id.
        id: Rc<str>,
        /// What is kept.
        kept: Kept,
        /// The same, read.
        draft: Draft,
    },
    /// A draft was deleted: nothing of it waits to be saved any more, and where it was open, no draft is.
    Deleted(Rc<str>),
    /// What could not be saved because of another tab becomes a draft of its own.
    Fork {
        /// The id of the new draft.
        id: Rc<str>,
    },
    /// Other content for the open draft: an earlier state, or what a table holds.
    Replace {
        /// The content.
        draft: Draft,
        /// A word about it for the live region.
        told: &'static str,
    },
    /// The draft was given a name.
    Named(String),
    /// The example (記入例), which is looked at and never kept.
    Example(Draft),
    /// Back from the example to the person's own work.
    CloseExample,
    /// An answer, or none. What is typed into one field counts as one change.
    Set {
        /// The item, by its place in the catalogue.
        index: usize,
        /// The answer.
        value: Option<Value>,
        /// Whether it is being typed.
        typed: bool,
    },
    /// Several answers at once, each by the place of its item in the catalogue, such as a pasted column: one change.
    Fill(Vec<(usize, Option<Value>)>),
    /// Another edition.
    Edition(String),
    /// The person left a field: the place of its item in the catalogue.
    Leave(usize),
    /// The person went on from a step.
    Finish(Step),
    /// Takes the last change back.
    Undo,
    /// News from the storage about all drafts.
    Keeping(Keeping),
    /// A change of a draft has been saved, or not.
    Saved {
        /// Which draft it is.
        id: Rc<str>,
        /// What [`Session::change`](crate::Session::change) said when it was handed to the storage.
        change: u32,
        /// How it stands since.
        keeping: Keeping,
    },
    /// What was left first of an unsaved draft has been saved, or given up.
    Flushed(Rc<str>),
    /// Whether this tab may change a draft.
    Hold(Rc<str>, Hold),
    /// The text of the last file of a draft.
    Filed(Rc<str>, Option<String>),
    /// What lies beside a draft.
    Beside(Rc<str>, Beside),
    /// The person has seen what changed with catalogue and rules.
    Checked,
    /// Something to be read.
    Notice(String),
    /// The settings of this browser.
    Settings(Box<Settings>),
    /// The day has changed.
    Today(Date),
}

impl Action {
    /// Whether it is about what is kept, which the example is no part of.
    pub(crate) fn is_about_kept(&self) -> bool {
        matches!(
            self,
            Self::Keeping(_)
                | Self::Saved { .. }
                | Self::Flushed(_)
                | Self::Hold(..)
                | Self::Filed(..)
                | Self::Beside(..)
                | Self::Opened { .. }
                | Self::Fork { .. }
        )
    }
}
