//! The state of the app, and everything that can happen to it.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use kakari_catalog::{Catalog, Date, Item, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{Finding, Options, Place, Report, Severity, Status, check};
use yew::functional::UseForceUpdateHandle;
use yew::platform::spawn_local;

use crate::keep::{Settings, Trouble, save_settings};
use crate::route::{Route, Step};
use crate::view::View;

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

/// A change that can be taken back.
#[derive(Clone)]
struct Past {
    draft: Rc<Draft>,
    /// The item that the change was about, so that the keystrokes in one field count as one change.
    item: Option<usize>,
}

/// The state.
#[derive(Clone)]
pub struct Store {
    pub catalog: Rc<Catalog>,
    pub draft: Rc<Draft>,
    pub report: Rc<Report>,
    /// Draft and report as they were when the hand last rested from typing: for what may follow a moment later.
    pub rested: (Rc<Draft>, Rc<Report>),
    pub today: Date,
    pub settings: Settings,
    pub keeping: Keeping,
    /// Counts the changes, so that each is kept once.
    pub change: u32,
    /// Whether a draft is open at all.
    pub is_open: bool,
    /// Whether the draft of the last visit has been looked for.
    pub is_loaded: bool,
    /// Where the person is.
    pub route: Route,
    /// What is folded, ticked or typed besides the draft.
    pub view: View,
    /// A word about the last thing that happened, for the live region.
    pub told: String,
    /// Fields that the person has left.
    left: Rc<Vec<usize>>,
    /// Steps that the person has finished, and 確認 stands for all.
    finished: Vec<Step>,
    past: Rc<Vec<Past>>,
}

/// What can happen.
pub enum Action {
    /// A new, empty draft.
    New,
    /// A draft from a file or from the last visit.
    Open { draft: Draft, told: &'static str, changed: bool },
    /// The draft of the last visit has been looked for.
    Loaded,
    /// An answer, or none. What is typed into one field counts as one change.
    Set { index: usize, value: Option<Value>, typed: bool },
    /// Another edition.
    Edition(String),
    /// The person left a field.
    Leave(usize),
    /// The person went on from a step.
    Finish(Step),
    /// Takes the last change back.
    Undo,
    /// News from the storage.
    Keeping(Keeping),
    /// The settings of this browser.
    Settings(Settings),
    /// The day has changed.
    Today(Date),
    /// The person goes to a screen.
    Arrive(Route),
    /// Something on the screen that is no part of the draft.
    View(Box<dyn FnOnce(&mut View)>),
}

impl Store {
    /// Nothing open yet.
    pub fn new(today: Date, route: Route) -> Self {
        let catalog = Catalog::builtin_for(today).or_else(|| Catalog::builtin("R8"));
        let catalog = Rc::new(catalog.expect("the built-in editions are complete, as the tests of the catalogue show"));
        let draft = Rc::new(Draft::new(catalog.edition()));
        let report = Rc::new(check(&draft, &catalog, &Options { today, deadline: None }));
        Self {
            catalog,
            rested: (draft.clone(), report.clone()),
            draft,
            report,
            today,
            settings: Settings::default(),
            keeping: Keeping::Untouched,
            change: 0,
            is_open: false,
            is_loaded: false,
            route,
            view: View::default(),
            told: String::new(),
            left: Rc::default(),
            finished: Vec::new(),
            past: Rc::default(),
        }
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

    /// Whether an item is to be shown: its condition holds, or something stands there.
    pub fn is_asked(&self, item: &Item) -> bool {
        let Some(when) = &item.when else { return true };
        if self.value(item).is_some() {
            return true;
        }
        let holds = |key: &str| when.is.iter().any(|own| own == key);
        match self.draft.get(&when.item) {
            Some(Value::String(key)) => holds(key),
            Some(Value::Array(keys)) => keys.iter().filter_map(Value::as_str).any(holds),
            _ => false,
        }
    }

    /// Whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether a finding may be set aside, because the person has compared and found it right.
    pub fn is_accepted(&self, finding: &Finding) -> bool {
        let code = self.text("facility.code");
        finding.code() == "KF21" && !code.is_empty() && self.settings.accepted_code == code
    }

    /// The findings that are still to be looked at.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings.iter().filter(|finding| !self.is_accepted(finding))
    }

    /// The findings about an item, whether shown or not. What is only worth knowing is told at the first of its items.
    pub fn findings_at(&self, index: usize) -> impl Iterator<Item = &Finding> {
        self.findings().filter(move |finding| {
            let told = if finding.severity() == Severity::Note { 1 } else { finding.places.len() };
            finding.places.iter().take(told).any(|place| *place == Place::Item(index))
        })
    }

    /// The findings beside a field: when it was left with something in it, or its step was finished.
    pub fn shown_at(&self, index: usize) -> Vec<&Finding> {
        let item = self.item(index);
        let answered = self.value(item).is_some();
        let finished = self.has_finished(step_of(item));
        let shown = finished || (self.left.contains(&index) && answered);
        if shown { self.findings_at(index).collect() } else { Vec::new() }
    }

    /// Whether the person has gone on from a step, or looked at 確認.
    pub fn has_finished(&self, step: Step) -> bool {
        self.finished.contains(&step) || self.finished.contains(&Step::Review)
    }

    /// The state of the 2号機能 of a step.
    pub fn function2(&self, step: Step) -> Option<Status> {
        let all = self.report.function2.all();
        all.into_iter().find(|(section, _)| *section == step.name()).map(|(_, decision)| decision.status)
    }

    /// Answered and all items that a section asks for now.
    pub fn progress(&self, step: Step) -> (usize, usize) {
        let asked = self.catalog.items_of(step.name()).filter(|item| {
            // A conditional item counts once its condition holds; preprinted counts need not be answered.
            item.role.is_none() && self.is_asked(item) && !(item.preprinted && self.is_preprinted())
        });
        let answered = |item: &&Item| self.value(item).is_some_and(|value| value.as_array() != Some(&[]));
        let (mut done, mut all) = (0, 0);
        for item in asked {
            all += 1;
            done += usize::from(answered(&item));
        }
        (done, all)
    }

    /// Whether the counts will be preprinted in G-MIS.
    pub fn is_preprinted(&self) -> bool {
        self.draft.get("facility.electronic_claims").and_then(Value::as_bool) != Some(false)
    }

    /// How many of the findings of a step are worth a mark on it: those about missing answers are its progress.
    pub fn marks(&self, step: Step) -> usize {
        self.findings()
            .filter(|finding| finding.severity() != Severity::Note)
            .filter(|finding| match finding.places.first() {
                Some(Place::Item(index)) => {
                    let item = self.item(*index);
                    step_of(item) == step && (self.value(item).is_some() || self.has_finished(step))
                }
                _ => false,
            })
            .count()
    }

    /// Progress over the whole form, in percent.
    pub fn percent(&self) -> usize {
        let steps = Step::ALL.into_iter().filter(|step| step.is_section());
        let asked = steps.filter(|step| !(step.is_function2() && self.function2(*step) == Some(Status::NotAsked)));
        let (done, all) = asked.map(|step| self.progress(step)).fold((0, 0), |(d, a), (done, all)| (d + done, a + all));
        (done * 100).checked_div(all).unwrap_or(0)
    }

    /// The step at which to go on.
    pub fn resume(&self) -> Step {
        Step::ALL
            .into_iter()
            .filter(|step| step.is_section())
            .filter(|step| !(step.is_function2() && self.function2(*step) == Some(Status::NotAsked)))
            .find(|step| {
                let (done, all) = self.progress(*step);
                done < all
            })
            .unwrap_or(Step::Review)
    }

    fn recheck(&mut self) {
        let options = Options { today: self.today, deadline: self.deadline() };
        self.report = Rc::new(check(&self.draft, &self.catalog, &options));
    }

    fn choose_catalog(&mut self) {
        if let Some(edition) = self.draft.edition().filter(|edition| *edition != self.catalog.edition())
            && let Some(catalog) = Catalog::builtin(edition)
        {
            self.catalog = Rc::new(catalog);
        }
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
        past.push(Past { draft: self.draft.clone(), item });
    }

    fn changed(&mut self) {
        self.is_open = true;
        self.change += 1;
        self.keeping = Keeping::Pending;
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

    fn open(&mut self, draft: Draft) {
        if self.is_open {
            self.remember(None);
        }
        self.draft = Rc::new(draft);
        self.left = Rc::default();
        self.finished = Vec::new();
        self.is_open = true;
    }

    /// Everything is shown on 確認, so from then on it is shown beside the fields as well.
    fn finish_on_review(&mut self) {
        if self.is_loaded && self.route.step == Step::Review {
            self.finished.push(Step::Review);
        }
    }

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut store = Self::clone(&self);
        let is_typing = matches!(action, Action::Set { typed: true, .. });
        match action {
            Action::New => {
                let edition = Catalog::builtin_for(store.today).map_or("R8".to_owned(), |c| c.edition().to_owned());
                store.open(Draft::new(&edition));
                store.told = "新しい下書きを始めました。".into();
                store.changed();
            }
            Action::Open { draft, told, changed } => {
                store.open(draft);
                store.told = told.into();
                if changed {
                    store.changed();
                } else {
                    store.choose_catalog();
                    store.recheck();
                }
            }
            Action::Loaded => {
                store.is_loaded = true;
                store.finish_on_review();
            }
            Action::Set { index, value, typed } => {
                let item = &self.item(index).id;
                if store.draft.get(item) == value.as_ref() {
                    return self;
                }
                store.remember(typed.then_some(index));
                Rc::make_mut(&mut store.draft).set(item, value);
                store.changed();
            }
            Action::Edition(edition) => {
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
                let Some(past) = Rc::make_mut(&mut store.past).pop() else { return self };
                store.draft = past.draft;
                store.told = "1つ前の状態に戻しました。".into();
                store.changed();
            }
            Action::Keeping(keeping) => store.keeping = keeping,
            Action::Settings(settings) => {
                store.settings = settings;
                store.recheck();
            }
            Action::Today(today) => {
                if today == store.today {
                    return self;
                }
                store.today = today;
                store.recheck();
            }
            Action::Arrive(route) => {
                store.route = route;
                store.view = View::default();
                store.finish_on_review();
            }
            Action::View(change) => change(&mut store.view),
        }
        if !is_typing {
            store.rested = (store.draft.clone(), store.report.clone());
        }
        Rc::new(store)
    }
}

/// The step on which an item is asked.
pub fn step_of(item: &Item) -> Step {
    Step::ALL.into_iter().find(|step| step.name() == item.section).unwrap_or(Step::Target)
}

/// What screens and fields are handed: the store as it is now, and the way to change it.
///
/// Screens and fields are plain functions of it.
#[derive(Clone)]
pub struct Context(Rc<Moment>);

struct Moment {
    store: Rc<Store>,
    home: Rc<RefCell<Rc<Store>>>,
    redraw: UseForceUpdateHandle,
}

impl Context {
    /// The store that lives at `home`, and what shows the page anew when it has changed.
    pub fn new(home: Rc<RefCell<Rc<Store>>>, redraw: UseForceUpdateHandle) -> Self {
        let store = home.borrow().clone();
        Self(Rc::new(Moment { store, home, redraw }))
    }

    /// The same with the store as it has become in the meantime.
    pub fn now(&self) -> Self {
        Self::new(self.0.home.clone(), self.0.redraw.clone())
    }

    /// Lets something happen.
    pub fn dispatch(&self, action: Action) {
        let before = self.0.home.borrow().clone();
        let after = before.clone().reduce(action);
        if !Rc::ptr_eq(&before, &after) {
            *self.0.home.borrow_mut() = after;
            self.redraw();
        }
    }

    /// Shows the page anew.
    pub fn redraw(&self) {
        self.0.redraw.force_update();
    }

    /// An answer that is being typed.
    pub fn type_in(&self, index: usize, value: Option<Value>) {
        self.dispatch(Action::Set { index, value, typed: true });
    }

    /// An answer that is a change of its own.
    pub fn set(&self, index: usize, value: Option<Value>) {
        self.dispatch(Action::Set { index, value, typed: false });
    }

    /// Changes the settings of this browser, and keeps them.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        spawn_local(save_settings(settings.clone()));
        self.dispatch(Action::Settings(settings));
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
