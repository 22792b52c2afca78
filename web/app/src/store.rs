//! The state of the app, and everything that can happen to it.

use std::collections::HashSet;
use std::rc::Rc;

use kakari_catalog::{Catalog, Date, Item, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{Finding, Options, Place, Report, Severity, Status, check};
use yew::prelude::*;

use crate::keep::{Settings, Trouble};
use crate::route::Step;

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
    item: Option<String>,
}

/// The state.
#[derive(Clone)]
pub struct Store {
    pub catalog: Rc<Catalog>,
    pub draft: Rc<Draft>,
    pub report: Rc<Report>,
    pub today: Date,
    pub settings: Settings,
    pub keeping: Keeping,
    /// Counts the changes, so that each is kept once.
    pub change: u32,
    /// Whether a draft is open at all.
    pub is_open: bool,
    /// A word about the last thing that happened, for the live region.
    pub told: AttrValue,
    /// Fields that the person has left.
    left: Rc<HashSet<usize>>,
    /// Steps that the person has finished, and 確認 stands for all.
    finished: Rc<HashSet<Step>>,
    past: Rc<Vec<Past>>,
    /// Counts the states, so that two can be told apart at once.
    state: u64,
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

/// What can happen.
pub enum Action {
    /// A new, empty draft.
    New,
    /// A draft from a file or from the last visit.
    Open { draft: Draft, told: &'static str, changed: bool },
    /// An answer, or none.
    Set { item: String, value: Option<Value> },
    /// Several answers as one change.
    SetAll(Vec<(String, Option<Value>)>),
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
}

impl Store {
    /// Nothing open yet.
    pub fn new(today: Date) -> Self {
        let catalog = Catalog::builtin_for(today).or_else(|| Catalog::builtin("R8"));
        let catalog = Rc::new(catalog.expect("the built-in editions are complete, as the tests of the catalogue show"));
        let draft = Rc::new(Draft::new(catalog.edition()));
        let report = Rc::new(check(&draft, &catalog, &Options { today, deadline: None }));
        Self {
            catalog,
            draft,
            report,
            today,
            settings: Settings::default(),
            keeping: Keeping::Untouched,
            change: 0,
            is_open: false,
            told: AttrValue::default(),
            left: Rc::default(),
            finished: Rc::default(),
            past: Rc::default(),
            state: 0,
        }
    }

    /// The deadline that was set, inside the window.
    pub fn deadline(&self) -> Option<Date> {
        parse_date(&self.settings.deadline).filter(|day| self.catalog.dates().window.contains(*day))
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
        let code = self.draft.get("facility.code").and_then(Value::as_str).unwrap_or_default();
        finding.code() == "KF21" && !code.is_empty() && self.settings.accepted_code == code
    }

    /// The findings that are still to be looked at.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings.iter().filter(|finding| !self.is_accepted(finding))
    }

    /// The findings about an item, whether shown or not.
    pub fn findings_at(&self, index: usize) -> impl Iterator<Item = &Finding> {
        self.findings().filter(move |finding| finding.places.first() == Some(&Place::Item(index)))
    }

    /// The findings beside a field: when it was left with something in it, or its step was finished.
    pub fn shown_at(&self, index: usize) -> Vec<&Finding> {
        let item = &self.catalog.items()[index];
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
                    let item = &self.catalog.items()[*index];
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
    fn remember(&mut self, item: Option<&str>) {
        if item.is_some() && self.past.last().is_some_and(|past| past.item.as_deref() == item) {
            return;
        }
        let past = Rc::make_mut(&mut self.past);
        if past.len() == HISTORY {
            past.remove(0);
        }
        past.push(Past { draft: self.draft.clone(), item: item.map(ToOwned::to_owned) });
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
            self.told = after.into();
        }
    }

    fn decisions_in_words(&self) -> String {
        let mut text = format!("1号機能は{}。", self.report.function1.status.label());
        for ((_, decision), name) in self.report.function2.all().into_iter().zip(["イ", "ロ", "ハ", "ニ"]) {
            text += &format!("2号機能{name}は{}。", decision.status.label());
        }
        text
    }

    fn open(&mut self, draft: Draft) {
        if self.is_open {
            self.remember(None);
        }
        self.draft = Rc::new(draft);
        self.left = Rc::default();
        self.finished = Rc::default();
        self.is_open = true;
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut store = Self::clone(&self);
        store.state += 1;
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
            Action::Set { item, value } => {
                if store.draft.get(&item) == value.as_ref() {
                    return self;
                }
                store.remember(Some(&item));
                Rc::make_mut(&mut store.draft).set(&item, value);
                store.changed();
            }
            Action::SetAll(values) => {
                store.remember(None);
                let draft = Rc::make_mut(&mut store.draft);
                for (item, value) in values {
                    draft.set(&item, value);
                }
                store.changed();
            }
            Action::Edition(edition) => {
                store.remember(None);
                Rc::make_mut(&mut store.draft).set_edition(&edition);
                store.changed();
            }
            Action::Leave(index) => {
                if !Rc::make_mut(&mut store.left).insert(index) {
                    return self;
                }
            }
            Action::Finish(step) => {
                if !Rc::make_mut(&mut store.finished).insert(step) {
                    return self;
                }
            }
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
/// Screens and fields are plain functions of it. A component of its own has only what keeps something besides the store
/// (an open fold, a search), since each costs several kilobytes in the browser.
pub type Context = UseReducerHandle<Store>;
