//! What is kept of a draft, and how it stands with that.

use std::rc::Rc;

use kakari_draft::Draft;

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing here: a private window, or its settings.
    Refused,
    /// The storage is full.
    Full,
    /// It does not answer.
    NoAnswer,
    /// The browser lost its connection to the storage, or gave up in the middle.
    Interrupted,
    /// Another tab saved in the meantime.
    NewerElsewhere,
    /// What is there was written by a newer version of the app.
    NewerVersion,
    /// What is there is no draft.
    Damaged,
    /// A part of the app could not be loaded.
    NotLoaded,
}

impl Trouble {
    /// By the name of what was thrown.
    pub fn named(name: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "TimeoutError" => Self::NoAnswer,
            "AbortError" | "InvalidStateError" | "UnknownError" => Self::Interrupted,
            "VersionError" => Self::NewerVersion,
            "NewerElsewhere" => Self::NewerElsewhere,
            "Damaged" => Self::Damaged,
            "NotLoaded" => Self::NotLoaded,
            _ => Self::Refused,
        }
    }

    /// Whether it may be over by itself, so that it is worth trying again.
    pub fn may_heal(self) -> bool {
        matches!(self, Self::Refused | Self::Full | Self::NoAnswer | Self::Interrupted)
    }
}

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The text of the draft file.
    pub text: String,
    /// When it was saved, in milliseconds since 1970, as the clock of the device had it.
    pub saved_at: f64,
    /// The name that the person gave it; empty where none was given.
    pub name: String,
    /// What the check was made with and what it found; absent in drafts of the first version.
    pub mark: Option<Mark>,
}

/// What a draft was checked with when it was last saved, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The fingerprint of the catalogue.
    pub catalog: String,
    /// The fingerprint of the rules.
    pub rules: String,
    /// Rule and place of each finding, a line for each.
    pub findings: String,
}

/// What is to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Which draft it is.
    pub id: String,
    /// The draft that it was split off, beside which lies what belongs to it too; empty where there is none.
    pub from: String,
    /// The text of the draft file.
    pub text: String,
    /// Its name, where it is new.
    pub name: String,
    /// Its name, where it has to become a draft of its own beside newer work.
    pub label: String,
    /// Absent while what changed since the last mark has not been looked at: then that mark stays.
    pub mark: Option<Mark>,
    /// Whether the state that this one replaces goes into the history in any case.
    pub point: bool,
}

/// Where the draft stands with the browser's storage.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// Nothing to keep yet.
    Untouched,
    /// Changed, not yet kept.
    Pending,
    /// Kept at this time, in milliseconds since 1970.
    Kept(f64),
    /// Not kept.
    Failed(Trouble),
}

/// Whether this tab may change the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Not known yet: what is typed is saved once it is.
    Asking,
    /// It may.
    Own,
    /// Another tab has it open.
    Elsewhere,
    /// Another tab took it over.
    Lost,
    /// It is being taken over from another tab.
    Taking,
}

/// What lies beside the open draft to be compared with it.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The draft that it was started from.
    pub last_year: Option<Rc<Draft>>,
    /// What the prefecture confirmed (都道府県の確認).
    pub confirmed: Option<Rc<Draft>>,
    /// The ids of answers that were looked at since they were carried over, a line for each.
    pub seen: String,
}

impl Beside {
    /// Whether there is anything to compare with.
    pub fn is_any(&self) -> bool {
        self.last_year.is_some() || self.confirmed.is_some()
    }

    /// Whether another state has the same to say about last year.
    pub fn is_same_year(&self, other: &Self) -> bool {
        let draft = |beside: &Self| beside.last_year.as_ref().map(Rc::as_ptr);
        draft(self) == draft(other) && self.seen == other.seen
    }

    /// Whether a carried-over answer was looked at.
    pub fn has_seen(&self, item: &str) -> bool {
        self.seen.lines().any(|own| own == item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_is_known_by_its_name_and_may_heal_or_not() {
        for (name, trouble, may_heal) in [
            ("QuotaExceededError", Trouble::Full, true),
            ("TimeoutError", Trouble::NoAnswer, true),
            ("AbortError", Trouble::Interrupted, true),
            ("InvalidStateError", Trouble::Interrupted, true),
            ("UnknownError", Trouble::Interrupted, true),
            ("SecurityError", Trouble::Refused, true),
            ("", Trouble::Refused, true),
            ("VersionError", Trouble::NewerVersion, false),
            ("NewerElsewhere", Trouble::NewerElsewhere, false),
            ("Damaged", Trouble::Damaged, false),
            ("NotLoaded", Trouble::NotLoaded, false),
        ] {
            assert_eq!((Trouble::named(name), Trouble::named(name).may_heal()), (trouble, may_heal), "{name}");
        }
    }

    #[test]
    fn what_lies_beside_is_compared_by_draft_and_by_what_was_seen() {
        let draft = Rc::new(Draft::new("R7"));
        let beside = Beside { last_year: Some(draft.clone()), confirmed: None, seen: "f1.areas\n".to_owned() };
        let confirmed = Beside { confirmed: Some(draft), ..Beside::default() };
        assert!(beside.is_any() && confirmed.is_any() && !Beside::default().is_any());
        assert!(beside.has_seen("f1.areas") && !beside.has_seen("f1") && !beside.has_seen(""));
        assert!(beside.is_same_year(&Beside { confirmed: confirmed.confirmed.clone(), ..beside.clone() }));
        assert!(!beside.is_same_year(&Beside { seen: String::new(), ..beside.clone() }));
        // The same content from another reading.
        let other = Some(Rc::new(Draft::new("R7")));
        assert!(!beside.is_same_year(&Beside { last_year: other, ..beside.clone() }));
    }
}
