//! The state of the app, and everything that can happen to it.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use kakari_catalog::{Catalog, ChoiceOption, Date, Id, Item, parse_date, wareki};
use kakari_documents::specimen;
use kakari_draft::{Draft, Value};
use kakari_form::{Form as DraftForm, Step, Visit};
use kakari_rules::{FINGERPRINT, Finding, Options, Place, References, Report, check_against};
use yew::html::Scope;
use yew::platform::spawn_local;

use crate::app::Shown;
use crate::chunks::{self, Chunk, Embed, Form, Late, Loading};
use crate::desk::{SharedDesk, split_words};
use crate::host::Host;
use crate::html::Drawn;
use crate::keep::{self, Kept, Mark, Settings, Trouble, Work, new_id};
use crate::route::{Route, Screen};
use crate::view::View;
use crate::words::draft_name;

/// How many changes can be taken back.
const HISTORY: usize = 200;

/// Where the draft stands with the browser's storage.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// Nothing to keep yet.
    Untouched,
    /// Changed, not yet kept.
    Pending,
    /// Kept at this time.
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
#[derive(Clone, Default)]
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

/// A change that can be taken back.
#[derive(Clone)]
struct Past {
    /// The draft that was open.
    id: Rc<str>,
    name: String,
    draft: Rc<Draft>,
    /// The item that the change was about, so that the keystrokes in one field count as one change.
    item: Option<usize>,
}

/// The state.
#[derive(Clone)]
pub struct Store {
    pub catalog: Rc<Catalog>,
    /// The person's own catalogue, in place of the built-in one of its edition.
    own_catalog: Option<Rc<Catalog>>,
    /// Under which the draft is kept.
    pub id: Rc<str>,
    /// The draft that it was split off in this tab; empty where there is none.
    pub from: Rc<str>,
    /// The name that the person gave the draft; empty where none was given.
    pub name: String,
    pub draft: Rc<Draft>,
    pub report: Rc<Report>,
    /// Draft and report as they were when the hand last rested from typing: for what may follow a moment later.
    pub rested: (Rc<Draft>, Rc<Report>),
    pub today: Date,
    /// The edition in which a report is made on that day.
    pub of_day: Rc<Catalog>,
    pub settings: Settings,
    pub keeping: Keeping,
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
    /// Counts the changes, so that each is kept once.
    pub change: u32,
    /// Whether a draft is open at all.
    pub is_open: bool,
    /// Whether the draft of the last visit has been looked for.
    pub is_loaded: bool,
    /// How loading stands, for each chunk.
    pub loading: [Loading; Chunk::ALL.len()],
    /// Where the person is.
    pub route: Route,
    /// What is folded, ticked or typed besides the draft.
    pub view: View,
    /// Where the person was before they went to a screen about the tool.
    pub before: Screen,
    /// The person's own work, while the example is looked at.
    aside: Option<Rc<Self>>,
    /// The example as it was left, with what can be taken back: it stays for as long as the page.
    example: Option<(Rc<Draft>, Rc<Vec<Past>>)>,
    /// A word about the last thing that happened, for the live region.
    pub told: String,
    /// Fields that the person has left.
    left: Rc<Vec<usize>>,
    /// Steps that the person has finished, and 確認 stands for all.
    finished: Vec<Step>,
    past: Rc<Vec<Past>>,
    /// The change from which on the state that is kept goes into the history with the next save.
    point: Option<u32>,
}

/// What can happen.
pub enum Action {
    /// A new, empty draft.
    New,
    /// A draft from elsewhere, which becomes a new one beside those that are kept.
    Open { draft: Draft, told: &'static str },
    /// A draft that is kept; the same again where another tab has changed it.
    Opened { id: Rc<str>, kept: Kept, draft: Draft },
    /// No draft is open any more, since it was deleted.
    Close,
    /// What could not be saved because of another tab becomes a draft of its own.
    Fork,
    /// Other content for the open draft: an earlier state, or what a table holds.
    Replace { draft: Draft, told: &'static str },
    /// The draft was given a name.
    Named(String),
    /// The example, which is looked at and never kept.
    Example(Draft),
    /// Back from the example to the person's own work.
    CloseExample,
    /// The draft of the last visit has been looked for.
    Loaded,
    /// An answer, or none. What is typed into one field counts as one change.
    Set { index: usize, value: Option<Value>, typed: bool },
    /// A chunk of the program has been loaded, or not.
    Loading(Chunk, Loading),
    /// Another edition.
    Edition(String),
    /// The person left a field.
    Leave(usize),
    /// The person went on from a step.
    Finish(Step),
    /// Takes the last change back.
    Undo,
    /// News from the storage about all drafts.
    Keeping(Keeping),
    /// A change of a draft has been saved, or not.
    Saved { id: Rc<str>, change: u32, keeping: Keeping },
    /// The first of the unsaved drafts has been saved, or given up.
    Flushed,
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
    Settings(Settings),
    /// The day has changed.
    Today(Date),
    /// The person goes to a screen.
    Arrive(Route),
    /// Something on the screen that is no part of the draft.
    View(Box<dyn FnOnce(&mut View)>),
}

impl Action {
    /// Whether it is about what is kept, which the example is no part of.
    fn is_about_kept(&self) -> bool {
        matches!(
            self,
            Self::Keeping(_)
                | Self::Saved { .. }
                | Self::Flushed
                | Self::Hold(..)
                | Self::Filed(..)
                | Self::Opened { .. }
                | Self::Fork
        )
    }
}

impl Store {
    /// Nothing open yet.
    pub fn new(today: Date, route: Route) -> Self {
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
            is_open: false,
            is_loaded: false,
            loading: [Loading::Waiting; Chunk::ALL.len()],
            route,
            view: View::default(),
            before: Screen::Start,
            aside: None,
            example: None,
            told: String::new(),
            left: Rc::default(),
            finished: Vec::new(),
            past: Rc::default(),
            point: None,
        }
    }

    /// What is loaded after the first screen, once it is there.
    pub fn late(&self) -> Option<&'static Late> {
        (self.loading(Chunk::Late) == Loading::Done).then(chunks::late)
    }

    /// ホームページに置く, once it is there.
    pub fn embed(&self) -> Option<&'static Embed> {
        (self.loading(Chunk::Embed) == Loading::Done).then(chunks::embed)
    }

    /// The form, once it is there.
    pub fn form(&self) -> Option<&'static Form> {
        (self.loading(Chunk::Form) == Loading::Done).then(chunks::form)
    }

    /// How loading a chunk stands.
    pub fn loading(&self, chunk: Chunk) -> Loading {
        self.loading[chunk as usize]
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

    /// A text with its days in the calendar that was chosen. Documents keep the official form.
    pub fn days(&self, text: &str) -> String {
        if self.settings.years.is_empty() { text.to_owned() } else { wareki::western(text) }
    }

    /// The draft as the form has it.
    pub fn as_form(&self) -> DraftForm<'_> {
        let (finished, left) = (&*self.finished, &**self.left);
        let visit = Visit { finished, left, accepted_code: &self.settings.accepted_code };
        DraftForm { draft: &self.draft, catalog: &self.catalog, report: &self.report, visit }
    }

    /// A draft beside the one that is open, to tell how far it is.
    pub fn of(&self, draft: Draft) -> Self {
        let mut store = self.clone();
        store.draft = Rc::new(draft);
        store.beside = Beside::default();
        store.choose_catalog();
        store.recheck();
        store
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

    /// The name of the draft: the one it was given, else that of its institution.
    pub fn shown_name(&self) -> String {
        let name = if self.name.is_empty() { draft_name(self) } else { &self.name };
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

    fn recheck(&mut self) {
        let options = Options { today: self.today, deadline: self.deadline() };
        let Beside { last_year, confirmed, .. } = &self.beside;
        let references = References { last_year: last_year.as_deref(), confirmed: confirmed.as_deref() };
        self.report = Rc::new(check_against(&self.draft, &self.catalog, &options, &references));
    }

    /// The catalogue of the draft's edition: the person's own where there is one.
    fn choose_catalog(&mut self) {
        let Some(edition) = self.draft.edition() else { return };
        if let Some(own) = self.own_catalog.clone().filter(|own| own.edition() == edition) {
            self.catalog = own;
        } else if edition != self.catalog.edition()
            && let Some(catalog) = Catalog::builtin(edition)
        {
            self.catalog = Rc::new(catalog);
        }
    }

    /// Whether the catalogue in use is the person's own.
    pub fn has_own_catalog(&self) -> bool {
        self.own_catalog.as_ref().is_some_and(|own| Rc::ptr_eq(own, &self.catalog))
    }

    /// Takes the settings over, and the catalogue that they hold.
    fn settle(&mut self, settings: Settings) {
        if settings.catalog_print != self.settings.catalog_print {
            let own = Catalog::kept(&settings.catalog, &settings.catalog_print);
            if self.has_own_catalog()
                && let Some(catalog) = Catalog::builtin(self.catalog.edition())
            {
                self.catalog = Rc::new(catalog);
            }
            self.own_catalog = own.map(Rc::new);
        }
        self.settings = settings;
        self.choose_catalog();
        self.recheck();
    }

    /// Remembers the draft as it is, before a change about an item.
    fn remember(&mut self, item: Option<usize>) {
        if item.is_some() && self.past.last().is_some_and(|past| past.item == item) {
            return;
        }
        let past = Rc::make_mut(&mut self.past);
        if past.len() == HISTORY {
            past.remove(0);
        }
        past.push(Past { id: self.id.clone(), name: self.name.clone(), draft: self.draft.clone(), item });
    }

    /// Leaves the draft for another one, or for what was this one before.
    fn leave(&mut self, id: Rc<str>, hold: Hold) {
        if self.is_open && self.is_unsaved() {
            let work = self.work();
            Rc::make_mut(&mut self.unsaved).push(work);
        }
        self.become_other(id, hold);
    }

    fn become_other(&mut self, id: Rc<str>, hold: Hold) {
        self.id = id;
        self.from = "".into();
        self.hold = hold;
        self.name = String::new();
        self.file = None;
        self.beside = Beside::default();
        self.outdated = None;
        self.point = None;
        // What is wrong with the storage is wrong for every draft.
        if !matches!(self.keeping, Keeping::Failed(trouble) if trouble.may_heal()) {
            self.keeping = Keeping::Untouched;
        }
    }

    fn changed(&mut self) {
        self.is_open = true;
        if !self.is_example() {
            self.change += 1;
            // What could not be saved is said until it is.
            if !matches!(self.keeping, Keeping::Failed(_)) {
                self.keeping = Keeping::Pending;
            }
        }
        self.choose_catalog();
        let before = self.decisions_in_words();
        self.recheck();
        let after = self.decisions_in_words();
        if before != after {
            self.told = after;
        }
    }

    fn decisions_in_words(&self) -> String {
        let two = self.report.function2.all();
        let all = [&self.report.function1, two[0].1, two[1].1, two[2].1, two[3].1];
        let names = ["1号機能", "2号機能イ", "2号機能ロ", "2号機能ハ", "2号機能ニ"];
        let mut text = String::new();
        for (decision, name) in all.into_iter().zip(names) {
            for word in [name, "は", decision.status.label(), "。"] {
                text.push_str(word);
            }
        }
        text
    }

    /// Opens a draft that is not kept yet. Nobody else knows of it.
    fn begin(&mut self, draft: Draft) {
        if self.is_open {
            self.remember(None);
        }
        self.leave(new_id().into(), Hold::Own);
        self.open(draft);
        self.changed();
    }

    fn open(&mut self, draft: Draft) {
        self.draft = Rc::new(draft);
        self.left = Rc::default();
        self.finished = Vec::new();
        self.is_open = true;
    }

    /// Puts other content in place of what is open.
    fn replace(&mut self, draft: Draft) {
        self.remember(None);
        self.draft = Rc::new(draft);
        if self.is_example() {
            specimen::mark(Rc::make_mut(&mut self.draft));
        }
        self.point = Some(self.change + 1);
        self.changed();
    }

    /// The day has changed.
    fn begin_day(&mut self, today: Date) {
        self.today = today;
        if let Some(catalog) = Catalog::builtin_for(today) {
            self.of_day = Rc::new(catalog);
        }
        self.recheck();
    }

    /// Shows the example; the person's own work stands aside until it is closed.
    fn open_example(&mut self, mut draft: Draft) {
        specimen::mark(&mut draft);
        self.close_example();
        self.aside = Some(Rc::new(self.clone()));
        // Nothing of it has to do with what is kept.
        self.become_other("".into(), Hold::Own);
        self.keeping = Keeping::Untouched;
        self.unsaved = Rc::default();
        self.past = Rc::default();
        self.notice = String::new();
        self.open(draft);
        if let Some((draft, past)) = self.example.take() {
            (self.draft, self.past) = (draft, past);
        }
        self.told = "架空の診療所の記入例を開きました。".into();
        self.choose_catalog();
        self.recheck();
    }

    /// Puts the example away, and the person's own work back.
    fn close_example(&mut self) {
        let Some(own) = self.aside.take() else { return };
        let own = Self {
            example: Some((self.draft.clone(), self.past.clone())),
            today: self.today,
            of_day: self.of_day.clone(),
            settings: std::mem::take(&mut self.settings),
            own_catalog: self.own_catalog.take(),
            loading: self.loading,
            route: self.route.clone(),
            view: std::mem::take(&mut self.view).anew(),
            before: Screen::Start,
            told: "記入例を閉じました。".into(),
            ..Self::clone(&own)
        };
        *self = own;
        self.recheck();
    }

    /// The person goes to a screen. Those about the own drafts leave the example.
    fn arrive(&mut self, route: Route) {
        if matches!(route.screen, Screen::Start | Screen::Drafts | Screen::History) {
            self.close_example();
        }
        if !self.route.screen.is_about_tool() {
            self.before = self.route.screen;
        }
        let view = std::mem::take(&mut self.view);
        self.view = if route.screen == self.route.screen { view.anew() } else { view.elsewhere() };
        self.route = route;
        self.finish_on_review();
    }

    /// Everything is shown on 確認, so from then on it is shown beside the fields as well.
    fn finish_on_review(&mut self) {
        if self.is_loaded && self.route.screen == Screen::Form(Step::Review) {
            self.finished.push(Step::Review);
        }
    }

    /// Opens a draft that is kept, or shows it anew.
    fn open_kept(&mut self, id: Rc<str>, kept: Kept, draft: Draft) {
        // Nothing is taken back over another draft, unless that way alone leads to what could not be saved.
        if self.id == id || !self.is_unsaved() {
            self.past = Rc::default();
        } else if self.is_open {
            self.remember(None);
        }
        if self.id != id {
            self.leave(id, Hold::Asking);
        }
        self.open(draft);
        self.choose_catalog();
        self.recheck();
        self.name = kept.name;
        self.keeping = Keeping::Kept(kept.saved_at);
        self.point = Some(self.change);
        let current = |mark: &Mark| mark.catalog == self.catalog.fingerprint() && mark.rules == FINGERPRINT;
        self.outdated = kept.mark.filter(|mark| !current(mark));
    }

    /// Makes what could not be saved a draft of its own.
    fn fork(&mut self) {
        let (before, name, outdated) = (self.id.clone(), self.split_name(), self.outdated.take());
        let beside = std::mem::take(&mut self.beside);
        self.become_other(new_id().into(), Hold::Own);
        self.from = before.clone();
        self.beside = beside;
        self.name = name;
        self.outdated = outdated;
        let (id, named) = (self.id.clone(), self.name.clone());
        for past in Rc::make_mut(&mut self.past) {
            if past.id == before {
                past.id = id.clone();
                past.name.clone_from(&named);
            }
        }
        self.notice = split_words(&self.name);
        self.changed();
    }

    /// News from the storage and from other tabs.
    fn hear(&mut self, news: Action) {
        match news {
            Action::Keeping(keeping) => self.keeping = keeping,
            Action::Loading(chunk, loading) => self.loading[chunk as usize] = loading,
            Action::Saved { id, change, keeping } if id == self.id => {
                let has_failed = matches!(keeping, Keeping::Failed(_));
                if !has_failed {
                    self.point = self.point.filter(|from| *from > change);
                }
                // What was typed meanwhile is still to be saved.
                if has_failed || change == self.change {
                    self.keeping = keeping;
                }
            }
            Action::Flushed => drop(Rc::make_mut(&mut self.unsaved).drain(..1)),
            // That it is elsewhere is learnt late, and may have changed by then.
            Action::Hold(id, hold) if id == self.id && (hold != Hold::Elsewhere || self.hold == Hold::Asking) => {
                self.hold = hold;
            }
            Action::Beside(id, beside) if id == self.id => {
                self.beside = beside;
                self.recheck();
            }
            Action::Filed(id, file) if id == self.id => self.file = file.map(Into::into),
            Action::Checked => {
                self.outdated = None;
                if !self.is_read_only() {
                    self.changed();
                }
            }
            Action::Notice(notice) => {
                self.told.clone_from(&notice);
                self.notice = notice;
            }
            _ => {}
        }
    }

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut store = Self::clone(&self);
        if let Some(own) = store.aside.take_if(|_| action.is_about_kept()) {
            store.aside = Some(own.reduce(action));
            return Rc::new(store);
        }
        let is_typing = matches!(action, Action::Set { typed: true, .. });
        match action {
            Action::New => {
                store.close_example();
                store.told = "新しい下書きを始めました。".into();
                store.begin(Draft::new(store.of_day.edition()));
            }
            Action::Open { draft, told } => {
                store.close_example();
                store.told = told.into();
                store.begin(draft);
            }
            Action::Opened { id, kept, draft } => store.open_kept(id, kept, draft),
            Action::Close => {
                store.close_example();
                store.become_other("".into(), Hold::Own);
                store.keeping = Keeping::Untouched;
                store.past = Rc::default();
                store.is_open = false;
            }
            Action::Fork => store.fork(),
            Action::Replace { draft, told } => {
                if self.is_read_only() {
                    return self;
                }
                store.told = told.into();
                store.replace(draft);
            }
            Action::Example(draft) => store.open_example(draft),
            Action::CloseExample => store.close_example(),
            Action::Named(name) => store.name = name,
            Action::Loaded => {
                store.is_loaded = true;
                store.finish_on_review();
            }
            Action::Set { index, value, typed } => {
                let item = &self.item(index).id;
                if self.is_read_only() || store.draft.get(item) == value.as_ref() {
                    return self;
                }
                store.remember(typed.then_some(index));
                Rc::make_mut(&mut store.draft).set(item, value);
                if store.is_example() {
                    specimen::mark(Rc::make_mut(&mut store.draft));
                }
                store.changed();
            }
            Action::Edition(edition) => {
                if self.is_read_only() {
                    return self;
                }
                store.remember(None);
                Rc::make_mut(&mut store.draft).set_edition(&edition);
                store.changed();
            }
            Action::Leave(index) => {
                if store.left.contains(&index) {
                    return self;
                }
                Rc::make_mut(&mut store.left).push(index);
            }
            Action::Finish(step) => store.finished.push(step),
            Action::Undo => {
                if self.is_read_only() {
                    return self;
                }
                let Some(past) = Rc::make_mut(&mut store.past).pop() else { return self };
                if store.id != past.id {
                    store.leave(past.id, Hold::Asking);
                    store.name = past.name;
                }
                store.draft = past.draft;
                store.told.clear();
                store.changed();
                // Before what it changed, if it changed a decision.
                store.told.insert_str(0, "1つ前の状態に戻しました。");
            }
            Action::Settings(settings) => store.settle(settings),
            Action::Today(today) => {
                if today == store.today {
                    return self;
                }
                store.begin_day(today);
            }
            Action::Arrive(route) => store.arrive(route),
            Action::View(change) => change(&mut store.view),
            news => store.hear(news),
        }
        if !is_typing {
            store.rested = (store.draft.clone(), store.report.clone());
        }
        Rc::new(store)
    }
}

/// What screens and fields are handed: the store as it is now, and the way to change it.
///
/// Screens and fields are plain functions of it.
#[derive(Clone)]
pub struct Context(Rc<Moment>);

struct Moment {
    store: Rc<Store>,
    home: Rc<Home>,
}

/// Where the store lives, what shows it, and what surrounds it.
struct Home {
    store: RefCell<Rc<Store>>,
    page: RefCell<Option<Scope<Drawn>>>,
    host: Host,
    desk: SharedDesk,
    shown: RefCell<Shown>,
}

impl Context {
    /// A store in a host, that nothing shows yet.
    pub fn new(store: Store, host: Host) -> Self {
        Self::of(Rc::new(Home {
            store: RefCell::new(Rc::new(store)),
            page: RefCell::default(),
            host,
            desk: SharedDesk::default(),
            shown: RefCell::default(),
        }))
    }

    fn of(home: Rc<Home>) -> Self {
        let store = home.store.borrow().clone();
        Self(Rc::new(Moment { store, home }))
    }

    /// The same with the store as it has become in the meantime.
    pub fn now(&self) -> Self {
        Self::of(self.0.home.clone())
    }

    /// What the app lives in.
    pub fn host(&self) -> &Host {
        &self.0.home.host
    }

    /// What is done about keeping it.
    pub fn desk(&self) -> &SharedDesk {
        &self.0.home.desk
    }

    /// What has been done about showing it.
    pub fn shown(&self) -> &RefCell<Shown> {
        &self.0.home.shown
    }

    /// Has the store shown by a page.
    pub fn show_by(&self, page: Scope<Drawn>) {
        *self.0.home.page.borrow_mut() = Some(page);
    }

    /// Lets something happen.
    pub fn dispatch(&self, action: Action) {
        let answer = if let Action::Set { index, .. } = action { Some(index) } else { None };
        let before = self.0.home.store.borrow().clone();
        let after = before.clone().reduce(action);
        if !Rc::ptr_eq(&before, &after) {
            *self.0.home.store.borrow_mut() = after;
            self.redraw();
            if let Some(index) = answer.filter(|_| !self.host().is_page()) {
                (chunks::form().changed)(&self.now(), index);
            }
        }
    }

    /// Begins as one does that nothing was opened in, with the settings and what is loaded.
    pub fn begin_anew(&self) {
        let now = self.now();
        let mut store = Store::new(now.today, now.route.clone());
        store.loading = now.loading;
        store.settle(now.settings.clone());
        *self.0.home.store.borrow_mut() = Rc::new(store);
    }

    /// Shows the page anew.
    pub fn redraw(&self) {
        if let Some(page) = &*self.0.home.page.borrow() {
            page.send_message(());
        }
    }

    /// An answer that is being typed.
    pub fn type_in(&self, index: usize, value: Option<Value>) {
        self.dispatch(Action::Set { index, value, typed: true });
    }

    /// An answer that is a change of its own.
    pub fn set(&self, index: usize, value: Option<Value>) {
        self.dispatch(Action::Set { index, value, typed: false });
    }

    /// Changes the settings of this browser, which the desk keeps.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        self.dispatch(Action::Settings(settings));
    }

    /// The person has looked at an answer: where it was carried over from last year, that is remembered.
    pub fn see(&self, index: usize) {
        let item = &self.item(index).id;
        let is_carried = self.beside.last_year.as_ref().is_some_and(|last| last.get(item).is_some());
        if is_carried && !self.beside.has_seen(item) {
            let mut beside = self.beside.clone();
            beside.seen = [&*beside.seen, item, "\n"].concat();
            let (id, seen) = (self.id.clone(), beside.seen.clone());
            self.dispatch(Action::Beside(id.clone(), beside));
            if self.host().is_page() {
                // Where it cannot be kept, only the mark comes back.
                spawn_local(async move {
                    let _ = keep::put_beside(&id, keep::SEEN, &seen).await;
                });
            }
        }
    }

    /// Changes what is folded, ticked or typed besides the draft.
    pub fn view(&self, change: impl FnOnce(&mut View) + 'static) {
        self.dispatch(Action::View(Box::new(change)));
    }
}

impl Deref for Context {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.0.store
    }
}
