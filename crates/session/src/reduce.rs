//! What becomes of a session when something happens.

use std::rc::Rc;

use kakari_catalog::{Catalog, Date};
use kakari_documents::specimen;
use kakari_draft::{Draft, Value};
use kakari_rules::{FINGERPRINT, Options, References, check_against};

use crate::{Action, Beside, HISTORY, Hold, Keeping, Kept, Mark, Past, Session, Settings, split_words};

/// What is said where another tab's work takes the place of what was just typed.
const REPLACED: &str =
    "別のタブで保存した新しい内容を読み込みました。その前にここで入力した内容には、「元に戻す」で戻れます。";

impl Session {
    /// Lets something happen. False where that changes nothing.
    pub fn reduce(&mut self, action: Action) -> bool {
        if action.is_about_kept()
            && let Some(own) = &mut self.aside
        {
            return own.reduce(action);
        }
        let is_typing = matches!(action, Action::Set { typed: true, .. });
        let has_happened = self.happen(action);
        if has_happened && !is_typing {
            self.rest();
        }
        has_happened
    }

    /// The hand rests from typing.
    pub fn rest(&mut self) {
        self.rested = (self.draft.clone(), self.report.clone());
    }

    /// Has something read, and says it at once to those who do not see it.
    fn say(&mut self, notice: String) {
        self.told.clone_from(&notice);
        self.notice = notice;
    }

    fn happen(&mut self, action: Action) -> bool {
        match action {
            Action::Replace { .. } | Action::Set { .. } | Action::Fill(_) | Action::Edition(_) | Action::Undo
                if self.is_read_only() =>
            {
                return false;
            }
            Action::New { id } => {
                self.close_example();
                self.told = "新しい下書きを始めました。".into();
                self.begin(id, Draft::new(self.of_day.edition()));
            }
            Action::Open { id, draft, told } => {
                self.close_example();
                self.told = told.into();
                self.begin(id, draft);
            }
            Action::Opened { id, kept, draft } => return self.open_kept(id, kept, draft),
            Action::Deleted(id) => return self.forget(&id),
            Action::Fork { id } => self.fork(id),
            Action::Replace { draft, told } => {
                self.told = told.into();
                self.replace(draft);
            }
            Action::Set { index, value, typed } => return self.set(index, value, typed),
            Action::Fill(answers) => return self.fill(answers),
            Action::Edition(edition) => {
                self.remember(None);
                Rc::make_mut(&mut self.draft).set_edition(&edition);
                self.changed();
            }
            Action::Undo => return self.undo(),
            Action::Example(draft) => self.open_example(draft),
            Action::CloseExample => self.close_example(),
            Action::Named(name) => self.name = name,
            Action::Leave(index) => {
                if self.left.contains(&index) {
                    return false;
                }
                Rc::make_mut(&mut self.left).push(index);
            }
            Action::Finish(step) => self.finished.push(step),
            Action::Settings(settings) => {
                if let Some(own) = &mut self.aside {
                    own.settle(Settings::clone(&settings));
                }
                self.settle(*settings);
            }
            Action::Today(today) => {
                if today == self.today {
                    return false;
                }
                if let Some(own) = &mut self.aside {
                    own.begin_day(today);
                }
                self.begin_day(today);
            }
            Action::Notice(notice) => self.say(notice),
            Action::Checked => {
                self.outdated = None;
                if !self.is_read_only() {
                    self.changed();
                }
            }
            news => return self.hear(news),
        }
        true
    }

    /// News from the storage and from other tabs.
    fn hear(&mut self, news: Action) -> bool {
        match news {
            Action::Keeping(keeping) => self.keeping = keeping,
            // What was under way when it was opened anew is not about what is open now.
            Action::Saved { id, change, keeping } if id == self.id && change >= self.opened => {
                let has_failed = matches!(keeping, Keeping::Failed(_));
                if !has_failed {
                    self.point = self.point.filter(|from| *from > change);
                }
                // What was typed meanwhile is still to be saved.
                if has_failed || change == self.change {
                    self.keeping = keeping;
                }
            }
            Action::Flushed(id) => {
                let Some(at) = self.unsaved.iter().position(|work| *work.id == *id) else { return false };
                Rc::make_mut(&mut self.unsaved).remove(at);
            }
            // That it is elsewhere is learnt late, and may have changed by then.
            Action::Hold(id, hold) if id == self.id && (hold != Hold::Elsewhere || self.hold == Hold::Asking) => {
                self.hold = hold;
            }
            Action::Beside(id, beside) if id == self.id => {
                self.beside = beside;
                self.recheck();
            }
            Action::Filed(id, file) if id == self.id => self.file = file.map(Into::into),
            _ => return false,
        }
        true
    }

    pub(crate) fn recheck(&mut self) {
        let options = Options { today: self.today, deadline: self.deadline() };
        let Beside { last_year, confirmed, .. } = &self.beside;
        let references = References { last_year: last_year.as_deref(), confirmed: confirmed.as_deref() };
        self.report = Rc::new(check_against(&self.draft, &self.catalog, &options, &references));
    }

    /// The catalogue of the draft's edition: the person's own where there is one.
    pub(crate) fn choose_catalog(&mut self) {
        let Some(edition) = self.draft.edition() else { return };
        if let Some(own) = self.own_catalog.clone().filter(|own| own.edition() == edition) {
            self.catalog = own;
        } else if edition != self.catalog.edition()
            && let Some(catalog) = Catalog::builtin(edition)
        {
            self.catalog = Rc::new(catalog);
        }
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

    /// The day has changed.
    fn begin_day(&mut self, today: Date) {
        self.today = today;
        if let Some(catalog) = Catalog::builtin_for(today) {
            self.of_day = Rc::new(catalog);
        }
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
    fn begin(&mut self, id: Rc<str>, draft: Draft) {
        if self.is_open {
            self.remember(None);
        }
        self.leave(id, Hold::Own);
        self.open(draft);
        self.changed();
    }

    fn open(&mut self, draft: Draft) {
        self.draft = Rc::new(draft);
        self.left = Rc::default();
        self.finished = Vec::new();
        self.is_open = true;
    }

    /// Forgets a draft that was deleted.
    fn forget(&mut self, id: &str) -> bool {
        let own = self.own();
        let is_open = own.is_open && *own.id == *id;
        if is_open {
            self.close_example();
            self.become_other("".into(), Hold::Own);
            self.keeping = Keeping::Untouched;
            self.past = Rc::default();
            self.is_open = false;
        }
        let is_left = self.own().is_waiting(id);
        if is_left {
            let unsaved = self.aside.as_mut().map_or(&mut self.unsaved, |own| &mut own.unsaved);
            Rc::make_mut(unsaved).retain(|work| *work.id != *id);
        }
        is_open || is_left
    }

    /// An answer, or none.
    fn set(&mut self, index: usize, value: Option<Value>, typed: bool) -> bool {
        let item = &self.item(index).id;
        if self.draft.get(item) == value.as_ref() {
            return false;
        }
        let item = item.clone();
        self.remember(typed.then_some(index));
        Rc::make_mut(&mut self.draft).set(&item, value);
        self.mark_example();
        self.changed();
        true
    }

    fn fill(&mut self, mut answers: Vec<(usize, Option<Value>)>) -> bool {
        answers.retain(|(index, value)| self.value(self.item(*index)) != value.as_ref());
        if answers.is_empty() {
            return false;
        }
        self.remember(None);
        self.told = format!("{}つの項目に入れました。", answers.len());
        for (index, value) in answers {
            let item = self.item(index).id.clone();
            Rc::make_mut(&mut self.draft).set(&item, value);
        }
        self.mark_example();
        self.changed();
        true
    }

    /// Puts other content in place of what is open.
    fn replace(&mut self, draft: Draft) {
        self.remember(None);
        self.draft = Rc::new(draft);
        self.mark_example();
        self.point = Some(self.change + 1);
        self.changed();
    }

    /// The example says of itself that it is one, whatever is changed in it.
    fn mark_example(&mut self) {
        if self.is_example() {
            specimen::mark(Rc::make_mut(&mut self.draft));
        }
    }

    /// Takes the last change back.
    fn undo(&mut self) -> bool {
        let Some(past) = Rc::make_mut(&mut self.past).pop() else { return false };
        if self.id != past.id {
            self.leave(past.id, Hold::Asking);
            self.name = past.name;
        }
        self.draft = past.draft;
        self.told.clear();
        self.changed();
        // Before what it changed, if it changed a decision.
        self.told.insert_str(0, "1つ前の状態に戻しました。");
        true
    }

    /// Shows the example; the person's own work stands aside until it is closed.
    fn open_example(&mut self, mut draft: Draft) {
        specimen::mark(&mut draft);
        self.close_example();
        self.aside = Some(Box::new(self.clone()));
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
        let Some(mut own) = self.aside.take() else { return };
        own.example = Some((self.draft.clone(), self.past.clone()));
        own.told = "記入例を閉じました。".into();
        // What was said meanwhile, and not yet read, may be about the own work.
        if !self.notice.is_empty() {
            own.notice = std::mem::take(&mut self.notice);
        }
        *self = *own;
    }

    /// Opens a draft that is kept, or shows it anew. While changes of it wait to be saved, what is kept is not what is
    /// there of it.
    fn open_kept(&mut self, id: Rc<str>, kept: Kept, draft: Draft) -> bool {
        if self.is_waiting(&id) {
            return false;
        }
        // Nothing is taken back over another draft, unless that way alone leads to what could not be saved.
        if !self.has_unsaved() {
            self.past = Rc::default();
        } else if self.is_open && self.is_unsaved() {
            self.remember(None);
        }
        if self.id != id {
            self.leave(id, Hold::Asking);
        } else if self.is_open && self.is_unsaved() && !self.is_stuck() {
            // Who is stuck has asked for it.
            self.say(REPLACED.into());
        }
        self.open(draft);
        self.choose_catalog();
        self.recheck();
        self.name = kept.name;
        self.keeping = Keeping::Kept(kept.saved_at);
        self.change += 1;
        self.opened = self.change;
        self.point = Some(self.change);
        let current = |mark: &Mark| mark.catalog == self.catalog.fingerprint() && mark.rules == FINGERPRINT;
        self.outdated = kept.mark.filter(|mark| !current(mark));
        true
    }

    /// Makes what could not be saved a draft of its own.
    fn fork(&mut self, id: Rc<str>) {
        let (before, name, outdated) = (self.id.clone(), self.split_name(), self.outdated.take());
        let beside = std::mem::take(&mut self.beside);
        self.become_other(id, Hold::Own);
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
}
