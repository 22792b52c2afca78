//! What is wrong with a configuration.

use std::fmt;

use kakari_rules::Severity;
use serde::Serialize;

use crate::place::Place;

/// What kind of problem. The words never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The file is larger than [`crate::LONGEST`].
    TooLarge,
    /// Nothing stands in the file.
    Empty,
    /// A page instead of a configuration.
    Html,
    /// No JSON.
    NotJson,
    /// JSON, but no configuration.
    Format,
    /// A version of the format that is not known.
    Version,
    /// A value of another kind than is asked: a number for a text.
    Type,
    /// A member that must stand beside the others is missing.
    Missing,
    /// A member that means nothing here.
    Unknown,
    /// A member that is given twice.
    Duplicate,
    /// Nothing stands where something may.
    Blank,
    /// A text that is too long.
    Length,
    /// Control characters and others that cannot be seen.
    Characters,
    /// More in a list than is used.
    Many,
    /// The same in a list twice.
    Repeated,
    /// None of the words that may stand there.
    Value,
    /// No day.
    Day,
    /// An edition that there is no catalogue for.
    Edition,
    /// A day outside the window of the edition.
    Window,
    /// No address that is used.
    Url,
    /// No origin.
    Origin,
    /// An origin without encryption.
    Insecure,
    /// Does not look like a telephone number.
    Phone,
    /// No mail address.
    Email,
    /// No colour.
    Color,
    /// Too little contrast.
    Contrast,
}

impl Code {
    /// How grave it is.
    pub fn severity(self) -> Severity {
        match self {
            Self::Unknown => Severity::Note,
            Self::Version
            | Self::Blank
            | Self::Duplicate
            | Self::Repeated
            | Self::Insecure
            | Self::Phone
            | Self::Contrast => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// Something that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Error: that part is not used. Warning: it is used, perhaps in another form, which the message says. Note: nothing
    /// comes of it.
    pub severity: Severity,
    /// What kind of problem.
    pub code: Code,
    /// JSON pointer (RFC 6901) to what it is about; empty for the whole file.
    pub pointer: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行{}列: {}: {}{}", self.line, self.column, self.severity.label(), self.message, self.fix)
    }
}

/// The problems found so far.
pub(crate) struct Problems<'t> {
    text: &'t str,
    found: Vec<Problem>,
    omitted: usize,
}

impl<'t> Problems<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new(), omitted: 0 }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether another one would be left out; it is counted.
    pub(crate) fn is_full(&mut self) -> bool {
        let is_full = self.found.len() == crate::MOST_PROBLEMS;
        self.omitted += usize::from(is_full);
        is_full
    }

    pub(crate) fn at(&mut self, place: Place, pointer: &str, code: Code, message: String, fix: String) {
        let Place { line, column } = place;
        let (severity, pointer) = (code.severity(), pointer.to_owned());
        // In the order of the file. Sorting in the end would take more code than all of this.
        let index = self.found.iter().rposition(|other| (other.line, other.column) <= (line, column));
        let index = index.map_or(0, |index| index + 1);
        self.found.insert(index, Problem { severity, code, pointer, line, column, message, fix });
    }

    /// Adds a sentence to the last one about a value, where it is told.
    pub(crate) fn add(&mut self, pointer: &str, sentence: &str) {
        if let Some(own) = self.found.iter_mut().rev().find(|problem| problem.pointer == pointer) {
            own.message.push_str(sentence);
        }
    }

    /// In the order of the file, and how many were left out.
    pub(crate) fn all(self) -> (Vec<Problem>, usize) {
        (self.found, self.omitted)
    }
}
