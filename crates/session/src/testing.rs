//! What the tests of a session share: short names for actions, and a session as one line.
//!
//! The texts of the tests stand under the name of the institution (`facility.name`), and its telephone number where a
//! second field is needed.

use std::fmt::Write as _;

use kakari_catalog::{Date, Id, parse_date};
use kakari_draft::{Draft, Value};
use kakari_form::Step;

use crate::{Action, Beside, Hold, Keeping, Kept, Mark, Session, Settings, Trouble};

/// A day in the year of R7.
pub(crate) const DAY: &str = "2026-02-01";

/// A day in the year of R8.
pub(crate) const NEXT_YEAR: &str = "2026-06-01";

pub(crate) fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

/// A session in which nothing has happened.
pub(crate) fn fresh() -> Session {
    Session::new(day(DAY))
}

/// A session after all of this.
pub(crate) fn after(actions: impl IntoIterator<Item = Action>) -> Session {
    let mut session = fresh();
    for action in actions {
        session.reduce(action);
    }
    session
}

/// Whether a session is what a line says: see [`line`].
#[track_caller]
pub(crate) fn check(actions: impl IntoIterator<Item = Action>, expect: &str) {
    assert_eq!(line(&after(actions)), expect);
}

/// Whether the last of the actions changes nothing, and says so.
#[track_caller]
pub(crate) fn ignored(before: impl IntoIterator<Item = Action>, action: Action) {
    let mut session = after(before);
    let (was, rested) = (line(&session), session.rested.clone());
    assert!(!session.reduce(action), "something has happened: {}", line(&session));
    assert_eq!(line(&session), was);
    assert!(std::rc::Rc::ptr_eq(&session.rested.0, &rested.0));
}

/// A session as one line: the draft that is open and what it says, where it stands with the storage and with other tabs,
/// what can be taken back, what was left unsaved, what is to be read. What is as it usually is, is not named.
pub(crate) fn line(session: &Session) -> String {
    let mut line = String::new();
    if session.is_open {
        let id = if session.id.is_empty() { "-" } else { &session.id };
        let _ = write!(line, "{id}「{}」", session.text(NAME.as_str()));
    } else {
        line.push_str("nothing");
    }
    if !session.name.is_empty() {
        let _ = write!(line, " named {}", session.name);
    }
    if !session.from.is_empty() {
        let _ = write!(line, " from {}", session.from);
    }
    match session.keeping {
        Keeping::Untouched => {}
        Keeping::Pending => line.push_str(" pending"),
        Keeping::Kept(_) => line.push_str(" kept"),
        Keeping::Failed(trouble) => {
            let _ = write!(line, " {trouble:?}");
        }
    }
    if session.hold != Hold::Own {
        let _ = write!(line, " {:?}", session.hold);
    }
    if !session.past.is_empty() {
        let _ = write!(line, " undo {}", session.past.len());
    }
    if session.outdated.is_some() {
        line.push_str(" outdated");
    }
    for work in session.unsaved.iter() {
        let _ = write!(line, ", left {}「{}」", work.id, written(&work.text));
    }
    if !session.notice.is_empty() {
        let _ = write!(line, ", notice");
    }
    if session.is_example() {
        let _ = write!(line, ", example over {}", self::line(session.own()));
    }
    line
}

/// The name of the institution in a draft file.
pub(crate) fn written(text: &str) -> String {
    let draft = Draft::read(text).expect("a draft");
    draft.get(NAME.as_str()).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub(crate) const NAME: Id = Id::FacilityName;
pub(crate) const PHONE: Id = Id::FacilityPhone;

/// A draft that says this.
pub(crate) fn draft(text: &str) -> Draft {
    let mut draft = Draft::new("R7");
    draft.set(NAME.as_str(), Some(text.into()));
    draft
}

/// A draft for another edition that says this.
pub(crate) fn draft_in(edition: &str, text: &str) -> Draft {
    let mut draft = draft(text);
    draft.set_edition(edition);
    draft
}

/// The place of an item in the catalogue.
pub(crate) fn at(item: Id) -> usize {
    fresh().catalog.index(item)
}

pub(crate) fn new(id: &str) -> Action {
    Action::New { id: id.into() }
}

pub(crate) fn open(id: &str, text: &str) -> Action {
    Action::Open { id: id.into(), draft: draft(text), told: "開きました。" }
}

pub(crate) fn opened(id: &str, text: &str) -> Action {
    opened_with(id, "", draft(text), None)
}

pub(crate) fn opened_with(id: &str, name: &str, draft: Draft, mark: Option<Mark>) -> Action {
    let kept = Kept { text: draft.to_text(), saved_at: 1.0, name: name.to_owned(), mark };
    Action::Opened { id: id.into(), kept, draft }
}

pub(crate) fn deleted(id: &str) -> Action {
    Action::Deleted(id.into())
}

/// That what was left first of a draft has been saved.
pub(crate) fn flushed(id: &str) -> Action {
    Action::Flushed(id.into())
}

pub(crate) fn fork(id: &str) -> Action {
    Action::Fork { id: id.into() }
}

pub(crate) fn replace(text: &str) -> Action {
    Action::Replace { draft: draft(text), told: "戻しました。" }
}

pub(crate) fn example(text: &str) -> Action {
    Action::Example(draft(text))
}

pub(crate) fn set(text: &str) -> Action {
    set_in(NAME, text, false)
}

pub(crate) fn typed(text: &str) -> Action {
    set_in(NAME, text, true)
}

pub(crate) fn set_in(item: Id, text: &str, typed: bool) -> Action {
    let value = (!text.is_empty()).then(|| text.into());
    Action::Set { index: at(item), value, typed }
}

pub(crate) fn edition(name: &str) -> Action {
    Action::Edition(name.to_owned())
}

pub(crate) fn leave(item: Id) -> Action {
    Action::Leave(at(item))
}

pub(crate) fn finish(step: Step) -> Action {
    Action::Finish(step)
}

/// That a change of a draft has been saved.
pub(crate) fn saved(id: &str, change: u32) -> Action {
    Action::Saved { id: id.into(), change, keeping: Keeping::Kept(1.0) }
}

/// That it has not.
pub(crate) fn failed(id: &str, change: u32, trouble: Trouble) -> Action {
    Action::Saved { id: id.into(), change, keeping: Keeping::Failed(trouble) }
}

pub(crate) fn trouble(trouble: Trouble) -> Action {
    Action::Keeping(Keeping::Failed(trouble))
}

pub(crate) fn hold(id: &str, hold: Hold) -> Action {
    Action::Hold(id.into(), hold)
}

pub(crate) fn filed(id: &str, text: &str) -> Action {
    Action::Filed(id.into(), Some(draft(text).to_text()))
}

/// That last year's draft said this.
pub(crate) fn last_year(id: &str, text: &str) -> Action {
    Action::Beside(id.into(), Beside { last_year: Some(draft(text).into()), ..Beside::default() })
}

pub(crate) fn notice(text: &str) -> Action {
    Action::Notice(text.to_owned())
}

pub(crate) fn settings(change: impl FnOnce(&mut Settings)) -> Action {
    let mut settings = Box::<Settings>::default();
    change(&mut settings);
    Action::Settings(settings)
}

pub(crate) fn today(text: &str) -> Action {
    Action::Today(day(text))
}
