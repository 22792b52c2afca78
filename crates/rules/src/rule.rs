//! What a rule is.

use kakari_sources::Cite;
use serde::{Serialize, Serializer};

use crate::{Context, Findings, InForce};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Contradicts the law, the manual or the form; cannot be right. Blocks the transcription.
    Error,
    /// Almost surely wrong, or a duty will be missed.
    Warning,
    /// Cannot be decided by machine.
    Question,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Question, Self::Note];

    /// The word in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Question => "question",
            Self::Note => "note",
        }
    }

    /// The word for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "エラー",
            Self::Warning => "注意",
            Self::Question => "確認",
            Self::Note => "お知らせ",
        }
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// What a finding says. `{items}` stands for the labels of the items it is about, `{0}`, `{1}` … for its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// What is wrong.
    pub message: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub fix: &'static str,
}

/// A check.
#[derive(Debug)]
pub struct Rule {
    /// The code that saved results and other people's files rest on: 「K104」.
    pub code: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// Name of the check.
    #[cfg(feature = "prose")]
    pub title: &'static str,
    /// What its findings say. Most rules have one text; a finding chooses with [`crate::finding::Draftsman::text`].
    #[cfg(feature = "prose")]
    pub texts: &'static [Text],
    /// The texts it rests on.
    pub sources: &'static [Cite],
    /// Rests on a fact that no official page shows (暫定); never an error then.
    pub provisional: bool,
    /// When what it rests on is in force.
    pub in_force: InForce,
    /// Looks at the draft and raises findings.
    pub check: fn(&Context, &mut Findings),
    /// What the check is about, for people who look it up.
    #[cfg(any(test, feature = "pages"))]
    pub page: Page,
}

/// The page of a rule.
#[cfg(any(test, feature = "pages"))]
#[derive(Debug)]
pub struct Page {
    /// What is checked, and on what grounds, in a few sentences.
    pub about: &'static str,
    /// Drafts that the rule leaves alone.
    pub good: &'static [Example],
    /// Drafts in which it finds exactly one thing.
    pub bad: &'static [Example],
}

/// Item ids (or names of top-level members) and their values as JSON; an empty value removes the answer.
#[cfg(any(test, feature = "pages"))]
pub type Changes = &'static [(&'static str, &'static str)];

/// An example: a change of the clean draft [`BASE`], checked on a day.
#[cfg(any(test, feature = "pages"))]
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows.
    pub title: &'static str,
    /// What differs from [`BASE`].
    pub set: Changes,
    /// Day of the check, ISO.
    pub today: &'static str,
    /// The prefecture's deadline, ISO; empty where none is set.
    pub deadline: &'static str,
    /// What differs from [`BASE`] in last year's draft, where it is compared with one.
    pub last_year: Option<Changes>,
    /// What differs from [`BASE`] in the draft that was confirmed, where it is compared with one.
    pub confirmed: Option<Changes>,
}

#[cfg(any(test, feature = "pages"))]
impl Example {
    /// An example checked in the middle of the window of R7, with no deadline of its own.
    pub const fn new(title: &'static str, set: Changes) -> Self {
        Self { title, set, today: "2026-02-01", deadline: "", last_year: None, confirmed: None }
    }

    /// The same, checked on another day.
    #[must_use]
    pub const fn on(self, today: &'static str) -> Self {
        Self { today, ..self }
    }

    /// The same, with a deadline.
    #[must_use]
    pub const fn due(self, deadline: &'static str) -> Self {
        Self { deadline, ..self }
    }

    /// The same, compared with last year's draft: [`BASE`] with these changes.
    #[must_use]
    pub const fn last_year(self, set: Changes) -> Self {
        Self { last_year: Some(set), ..self }
    }

    /// The same, compared with the draft that was confirmed: [`BASE`] with these changes.
    #[must_use]
    pub const fn confirmed(self, set: Changes) -> Self {
        Self { confirmed: Some(set), ..self }
    }
}

/// A clean draft of edition R7 of a fictitious clinic with 1号機能 and all of 2号機能 answered. No finding but notes. The
/// examples on the pages of the rules are changes of it, and the app shows it as 記入例.
pub const BASE: &str = include_str!("base.kakari.json");
