//! The draft in hand (下書き): all that can happen to it, what is unsaved, and what can be taken back.
//!
//! A [`Session`] changes by [`Session::reduce`] alone, and what it becomes depends on what it was and on the [`Action`]
//! alone: days, times and new ids come with the action. It asks nobody and keeps nothing itself. Whoever has it shows
//! what it says, hands [`Session::work`] to the storage, and lets it know what became of that.

mod action;
mod kept;
mod reduce;
mod settings;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use kakari_catalog::{Catalog, ChoiceOption, Date, Id, Item, parse_date};
use kakari_draft::{Draft, Value};
use kakari_form::{Form, Step, Visit};
use kakari_rules::{FINGERPRINT, Finding, Options, Place, References, Report, check_against};

pub use action::Action;
pub use kept::{Beside, Hold, Keeping, Kept, Mark, Trouble, Work};
pub use settings::{Setting, Settings};

/// How many changes can be taken back.
const HISTORY: usize = 200;

/// A change that can be taken back.
#[derive(Clone, Debug)]
struct Past {
    /// The draft that was open.
    id: Rc<str>,
    name: String,
    draft: Rc<Draft>,
    /// The item that the change was about, so that the keystrokes in one field count as one change.
    item: Option<usize>,
}

/// The draft in hand, and what belongs to it.
#[derive(Clone)]
pub struct Session {
    /// The catalogue (台帳) by which the draft is checked.
    pub catalog: Rc<Catalog>,
    /// The person's own catalogue, in place of the built-in one of its edition.
    own_catalog: Option<Rc<Catalog>>,
    /// Under which the draft is kept.
    pub id: Rc<str>,
    /// The draft that it was split off in this tab; empty where there is none.
    pub from: Rc<str>,
    /// The name that the person gave the draft; empty where none was given.
    pub name: String,
    /// The draft.
    pub draft: Rc<Draft>,
    /// What is decided about it, and what was found.
    pub report: Rc<Report>,
    /// Draft and report as they were when the hand last rested from typing: for what may follow a moment later.
    pub rested: (Rc<Draft>, Rc<Report>),
    /// The day on which it is checked.
    pub today: Date,
    /// The edition in which a report is made on that day.
    pub of_day: Rc<Catalog>,
    /// What the person set for this browser.
    pub settings: Settings,
    /// Where the draft stands with the storage.
    pub keeping: Keeping,
    /// Whether this tab may change it.
    pub hold: Hold,
    /// What the draft was last saved with, where catalogue or rules have changed since and nobody has looked at it.
    pub outdated: Option<Mark>,
    /// The text of the draft file that was saved last.
    pub file: Option<Rc<str>>,
    /// What lies beside it.
    pub beside: Beside,
    /// Drafts that were left before their last changes were saved.
    pub unsaved: Rc<Vec<Work>>,
    /// What has to be said until the person has read it.
    pub notice: String,
    /// Counts the changes, and what is opened in place of what was open, so that each is kept once.
    pub change: u32,
    /// What that was when a draft that is kept was opened last.
    opened: u32,
    /// Whether a draft is open at all.
    pub is_open: bool,
    /// A word about the last thing that happened, for the live region.
    pub told: String,
    /// The person's own work, while the example is looked at.
    aside: Option<Box<Self>>,
    /// The example as it was left, with what can be taken back: it stays for as long as the page.
    example: Option<(Rc<Draft>, Rc<Vec<Past>>)>,
    /// Fields that the person has left.
    left: Rc<Vec<usize>>,
    /// Steps that the person has finished, and 確認 stands for all.
    finished: Vec<Step>,
    past: Rc<Vec<Past>>,
    /// The change from which on the state that is kept goes into the history with the next save.
    point: Option<u32>,
}

impl Session {
    /// Nothing open yet.
    ///
    /// # Panics
    ///
    /// Where a built-in edition is incomplete, which the tests of the catalogue show not to be.
    pub fn new(today: Date) -> Self {
        let catalog = Catalog::builtin_for(today);
        let catalog = Rc::new(catalog.expect("the built-in editions are complete, as the tests of the catalogue show"));
        let draft = Rc::new(Draft::new(catalog.edition()));
        let options = Options { today, deadline: None };
        let report = Rc::new(check_against(&draft, &catalog, &options, &References::default()));
        Self {
            own_catalog: None,
            id: "".into(),
            from: "".into(),
            name: String::new(),
            rested: (draft.clone(), report.clone()),
            draft,
            report,
            today,
            of_day: catalog.clone(),
            catalog,
            settings: Settings::default(),
            keeping: Keeping::Untouched,
            hold: Hold::Own,
            outdated: None,
            file: None,
            beside: Beside::default(),
            unsaved: Rc::default(),
            notice: String::new(),
            change: 0,
            opened: 0,
            is_open: false,
            told: String::new(),
            aside: None,
            example: None,
            left: Rc::default(),
            finished: Vec::new(),
            past: Rc::default(),
            point: None,
        }
    }

    /// Whether what is open is the example.
    pub fn is_example(&self) -> bool {
        self.aside.is_some()
    }

    /// The person's own work, which is what is kept, also while the example is looked at.
    pub fn own(&self) -> &Self {
        self.aside.as_deref().unwrap_or(self)
    }

    /// The prefecture that takes the report: the one that was set, else that of the draft.
    pub fn prefecture(&self) -> Option<&ChoiceOption> {
        let item = Id::FacilityPrefecture;
        let own = &*self.settings.prefecture;
        self.catalog.option_at(self.catalog.index(item), if own.is_empty() { self.text(item.as_str()) } else { own })
    }

    /// A text with its days in the calendar that was chosen.
    pub fn days(&self, text: &str) -> String {
        self.settings.days(text)
    }

    /// A draft beside the one that is open, by the name that the person gave it, to tell how far it is.
    #[must_use]
    pub fn of(&self, draft: Draft, name: &str) -> Self {
        let mut other = self.clone();
        name.clone_into(&mut other.name);
        other.draft = Rc::new(draft);
        other.beside = Beside::default();
        other.choose_catalog();
        other.recheck();
        other
    }

    /// Whether the draft can only be looked at.
    pub fn is_read_only(&self) -> bool {
        !matches!(self.hold, Hold::Asking | Hold::Own)
    }

    /// Whether the last changes have not been saved.
    pub fn is_unsaved(&self) -> bool {
        matches!(self.keeping, Keeping::Pending | Keeping::Failed(_))
    }

    /// Whether anything is unsaved, of the draft that is open or of those that were left.
    pub fn has_unsaved(&self) -> bool {
        (self.is_open && self.is_unsaved()) || !self.unsaved.is_empty()
    }

    /// Whether something would be lost with this page: it is unsaved and in no file.
    pub fn is_at_risk(&self) -> bool {
        self.has_unsaved() && !(self.unsaved.is_empty() && self.is_filed())
    }

    /// Whether changes of a draft that was left wait to be saved. Until then it is not opened.
    pub fn is_waiting(&self, id: &str) -> bool {
        self.unsaved.iter().any(|work| work.id == id)
    }

    /// All that is unsaved.
    pub fn all_unsaved(&self) -> Vec<Work> {
        let own = (self.is_open && self.is_unsaved()).then(|| self.work());
        self.unsaved.iter().cloned().chain(own).collect()
    }

    /// Whether the last changes are to be saved, and may be.
    pub fn is_to_be_saved(&self) -> bool {
        self.is_open && self.is_unsaved() && self.hold == Hold::Own && !self.is_stuck()
    }

    /// Whether the last changes cannot be saved because of another tab.
    pub fn is_stuck(&self) -> bool {
        (self.is_read_only() && self.is_unsaved()) || self.keeping == Keeping::Failed(Trouble::NewerElsewhere)
    }

    /// What is to be saved.
    pub fn work(&self) -> Work {
        let mark = || Mark {
            catalog: self.catalog.fingerprint().to_owned(),
            rules: FINGERPRINT.to_owned(),
            findings: self.report.findings.iter().map(|finding| self.finding_key(finding)).collect(),
        };
        Work {
            id: self.id.to_string(),
            from: self.from.to_string(),
            text: self.draft.to_text(),
            name: self.name.clone(),
            label: self.split_name(),
            mark: self.outdated.is_none().then(mark),
            point: self.point.is_some(),
        }
    }

    /// A line that names a finding by rule and place.
    fn finding_key(&self, finding: &Finding) -> String {
        let place = match finding.places.first() {
            Some(Place::Item(index)) => &self.item(*index).id,
            Some(Place::Member(name)) => name,
            None => "",
        };
        [finding.code(), " ", place, "\n"].concat()
    }

    /// The findings that were not there under a mark.
    pub fn new_since<'a>(&'a self, mark: &'a Mark) -> impl Iterator<Item = &'a Finding> {
        let known = |key: &str| mark.findings.split_inclusive('\n').any(|line| line == key);
        self.findings().filter(move |finding| !known(&self.finding_key(finding)))
    }

    /// Whether the last draft file holds everything.
    pub fn is_filed(&self) -> bool {
        self.file.as_deref() == Some(self.draft.to_text().as_str())
    }

    /// The deadline that was set, inside the window.
    pub fn deadline(&self) -> Option<Date> {
        parse_date(&self.settings.deadline).filter(|day| self.catalog.dates().window.contains(*day))
    }

    /// An item by its place in the catalogue.
    pub fn item(&self, index: usize) -> &Item {
        &self.catalog.items()[index]
    }

    /// The text under an item; empty where there is none.
    pub fn text(&self, item: &str) -> &str {
        self.draft.get(item).and_then(Value::as_str).unwrap_or_default()
    }

    /// The list under an item; empty where there is none.
    pub fn list(&self, item: &str) -> &[Value] {
        self.draft.get(item).and_then(Value::as_array).unwrap_or_default()
    }

    /// The value under an item.
    pub fn value(&self, item: &Item) -> Option<&Value> {
        self.draft.get(&item.id)
    }

    /// The name of its institution, or that it has none yet.
    pub fn draft_name(&self) -> &str {
        let name = self.text(Id::FacilityName.as_str()).trim();
        if name.is_empty() { "(名称未入力)" } else { name }
    }

    /// The name of the draft: the one it was given, else that of its institution.
    pub fn shown_name(&self) -> String {
        let name = if self.name.is_empty() { self.draft_name() } else { &self.name };
        name.to_owned()
    }

    /// Its name beside newer work of another tab.
    fn split_name(&self) -> String {
        [&self.shown_name(), "(別のタブの分)"].concat()
    }

    /// The edition, and that it is a report of a change where it is one.
    pub fn edition_words(&self) -> String {
        let change = if self.draft.report() == Some("change") { "(変更報告)" } else { "" };
        [self.catalog.label(), change].concat()
    }

    /// Whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() && !self.is_read_only()
    }

    /// Whether the catalogue in use is the person's own.
    pub fn has_own_catalog(&self) -> bool {
        self.own_catalog.as_ref().is_some_and(|own| Rc::ptr_eq(own, &self.catalog))
    }

    /// The draft as the form has it.
    pub fn as_form(&self) -> Form<'_> {
        let (finished, left) = (&*self.finished, &**self.left);
        let visit = Visit { finished, left, accepted_code: &self.settings.accepted_code };
        Form { draft: &self.draft, catalog: &self.catalog, report: &self.report, visit }
    }

    /// The findings that are still to be looked at.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.as_form().findings()
    }

    /// The findings beside a field: when it was left with something in it, or its step was finished.
    pub fn shown_at(&self, index: usize) -> Vec<&Finding> {
        self.as_form().shown_at(index)
    }

    /// Progress over the whole form, in percent.
    pub fn percent(&self) -> usize {
        self.as_form().progress_of_all().percent()
    }

    /// The step at which to go on.
    pub fn resume(&self) -> Step {
        self.as_form().resume()
    }
}

/// What is said of unsaved work that has become a draft of its own, under this name.
pub fn split_words(name: &str) -> String {
    ["保存できていなかった内容は、「", name, "」として保存しました。元の下書きも一覧に残っています。"].concat()
}
