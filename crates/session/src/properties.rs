//! Whatever happens, in whatever order: what was typed is somewhere, what was changed can be taken back, and what is not
//! said to be unsaved is saved.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use kakari_draft::Draft;
use proptest::prelude::*;

use crate::testing::*;
use crate::{Action, Hold, Keeping, Session, Trouble};

/// What somebody or something does.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// The person types on in a field: the name where it is false, else the telephone number.
    Type(bool),
    /// The person chooses another text.
    Choose,
    /// The person does something to the drafts.
    Do(Deed),
    /// The desk hands the storage what is to be saved.
    Save,
    /// The storage answers what it was asked first; or last, where it is true.
    Answer(bool, Outcome),
    /// Another tab takes the draft over, saves something else, and may give it back.
    TakenOver,
    /// This tab may write the draft that is open, and has what another tab has saved of it.
    Held,
    /// What another tab has saved of the open draft is shown, though something may have been typed since it was asked for.
    Refreshed,
    /// The storage says something about all drafts.
    Trouble,
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    New,
    OpenFile,
    /// Opens another draft that is kept.
    OpenKept(usize),
    Replace,
    Edition,
    Undo,
    Fork,
    Example,
    CloseExample,
    /// Deletes the draft that is open; where it is false, the one that was left last.
    Delete(bool),
    Leave,
    Checked,
    NextDay,
}

/// What comes of asking the storage.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    Saved,
    /// Nothing was written.
    Failed,
    /// It was written, and the answer came too late.
    Late,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let deed = prop_oneof![
        4 => Just(Deed::New),
        1 => Just(Deed::OpenFile),
        4 => (0..4usize).prop_map(Deed::OpenKept),
        2 => Just(Deed::Replace),
        1 => Just(Deed::Edition),
        5 => Just(Deed::Undo),
        2 => Just(Deed::Fork),
        2 => Just(Deed::Example),
        2 => Just(Deed::CloseExample),
        2 => any::<bool>().prop_map(Deed::Delete),
        1 => Just(Deed::Leave),
        1 => Just(Deed::Checked),
        1 => Just(Deed::NextDay),
    ];
    let outcome = prop_oneof![4 => Just(Outcome::Saved), 1 => Just(Outcome::Failed), 1 => Just(Outcome::Late)];
    let event = prop_oneof![
        6 => any::<bool>().prop_map(Event::Type),
        3 => Just(Event::Choose),
        8 => deed.prop_map(Event::Do),
        6 => Just(Event::Save),
        6 => (any::<bool>(), outcome).prop_map(|(last, outcome)| Event::Answer(last, outcome)),
        1 => Just(Event::TakenOver),
        3 => Just(Event::Held),
        2 => Just(Event::Refreshed),
        1 => Just(Event::Trouble),
    ];
    prop::collection::vec(event, 1..40)
}

/// A request to the storage that is under way.
#[derive(Clone, Debug)]
enum Asked {
    /// To save the draft that is open, at this change; the revision that was seen last.
    Save { id: Rc<str>, change: u32, text: String, seen: u32 },
    /// To save the first of those that were left.
    Rescue { id: String, text: String },
}

impl Asked {
    /// Which draft it is about.
    fn id(&self) -> &str {
        match self {
            Self::Save { id, .. } => id,
            Self::Rescue { id, .. } => id,
        }
    }
}

/// A session, a storage, and what was typed.
struct World {
    session: Session,
    /// The drafts that are kept, with their revisions.
    kept: BTreeMap<String, (String, u32)>,
    /// The revision of each draft that this tab has seen last.
    seen: BTreeMap<String, u32>,
    /// Every text that was ever kept under an id: the storage has a history, and what another tab did is over there.
    ever: BTreeSet<(String, String)>,
    /// The words in them.
    ever_said: BTreeSet<String>,
    under_way: VecDeque<Asked>,
    /// What the person has typed or chosen, and has neither taken back nor deleted.
    typed: BTreeSet<String>,
    /// What was deleted, and has not been kept by another tab since.
    deleted: BTreeSet<String>,
    /// What was deleted and has been saved again all the same.
    saved_again: Option<String>,
    /// Whether what is under way was about a draft that has been deleted since: the storage does one thing after the other,
    /// so it was saved before that, and the answer has still to come.
    is_gone: bool,
    /// Counts what has to be new each time: texts and ids.
    count: u32,
}

impl World {
    fn new() -> Self {
        Self {
            session: fresh(),
            kept: BTreeMap::new(),
            seen: BTreeMap::new(),
            ever: BTreeSet::new(),
            ever_said: BTreeSet::new(),
            under_way: VecDeque::new(),
            typed: BTreeSet::new(),
            deleted: BTreeSet::new(),
            saved_again: None,
            is_gone: false,
            count: 0,
        }
    }

    /// A word that nobody has typed before, and that is part of no other.
    fn word(&mut self) -> String {
        self.count += 1;
        format!("<{}>", self.count)
    }

    fn id(&mut self) -> String {
        self.count += 1;
        format!("d{}", self.count)
    }

    fn keep(&mut self, id: &str, text: &str) {
        let revision = self.kept.get(id).map_or(0, |(_, revision)| *revision) + 1;
        self.kept.insert(id.to_owned(), (text.to_owned(), revision));
        self.ever.insert((id.to_owned(), text.to_owned()));
        self.ever_said.extend(words_in(text));
    }

    /// Another tab, or another visit, has kept something that nobody typed here.
    fn keep_elsewhere(&mut self, id: &str) {
        let word = self.word();
        self.deleted.remove(id);
        self.keep(id, &draft(&word).to_text());
    }

    /// This tab has something saved.
    fn save_as(&mut self, id: &str, text: &str) {
        if self.deleted.contains(id) {
            self.saved_again = Some(id.to_owned());
        }
        self.keep(id, text);
        self.seen.insert(id.to_owned(), self.kept[id].1);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Type(is_phone) => {
                let item = if is_phone { PHONE } else { NAME };
                let word = self.word();
                let text = [self.session.text(item.as_str()), &word].concat();
                self.write(set_in(item, &text, true));
            }
            Event::Choose => {
                let word = self.word();
                self.write(set(&word));
            }
            Event::Do(deed) => self.act(deed),
            Event::Save => self.save(),
            Event::Answer(last, outcome) => self.answer(last, outcome),
            Event::TakenOver => {
                let id = self.session.own().id.clone();
                if self.session.own().is_open {
                    self.session.reduce(hold(&id, Hold::Lost));
                    self.keep_elsewhere(&id);
                }
            }
            Event::Held => {
                let id = self.session.own().id.clone();
                // Another tab may have worked on it in the meantime.
                if !self.session.own().is_unsaved() {
                    self.happen(Event::Refreshed);
                }
                self.session.reduce(hold(&id, Hold::Own));
            }
            Event::Refreshed => {
                let own = self.session.own();
                if own.is_open && !own.is_stuck() {
                    let id = own.id.clone();
                    self.open_kept(&id);
                }
            }
            Event::Trouble => {
                self.session.reduce(trouble(Trouble::NoAnswer));
            }
        }
    }

    /// The person types or chooses something. On the page, only what is open can be written in.
    fn write(&mut self, action: Action) {
        let Action::Set { value: Some(value), .. } = &action else { return };
        let text = value.as_str().unwrap_or_default().to_owned();
        if self.session.is_open && self.session.reduce(action) {
            self.typed.extend(words_in(&text));
        }
    }

    fn act(&mut self, deed: Deed) {
        let action = match deed {
            Deed::New => new(&self.id()),
            Deed::OpenFile => open(&self.id(), &self.word()),
            Deed::OpenKept(at) => {
                let id = format!("k{at}");
                // The list goes on with the draft that is open already.
                if *self.session.own().id == *id {
                    return;
                }
                if !self.kept.contains_key(&id) {
                    self.keep_elsewhere(&id);
                }
                return self.open_kept(&id);
            }
            Deed::Replace => replace(&self.word()),
            Deed::Edition => edition(if self.session.draft.edition() == Some("R7") { "R8" } else { "R7" }),
            Deed::Undo => return self.undo(),
            Deed::Fork if self.session.own().is_stuck() => fork(&self.id()),
            Deed::Fork => return,
            Deed::Example => example("例"),
            Deed::CloseExample => Action::CloseExample,
            Deed::Delete(is_open) => return self.delete(is_open),
            Deed::Leave => leave(NAME),
            Deed::Checked => Action::Checked,
            Deed::NextDay => today(NEXT_YEAR),
        };
        let is_change = matches!(deed, Deed::Replace | Deed::Edition | Deed::Checked);
        if self.session.is_open || !is_change {
            self.session.reduce(action);
        }
    }

    fn open_kept(&mut self, id: &str) {
        let Some((text, revision)) = self.kept.get(id) else { return };
        let own = self.session.own();
        if own.is_waiting(id) || (*own.id == *id && self.seen.get(id) == Some(revision)) {
            return;
        }
        if !own.has_unsaved() {
            // What was written over before, and saved like that, is given up with the draft.
            let (before, now) = (self.in_hand(), words_in(&own.draft.to_text()));
            self.typed.retain(|word| !before.contains(word) || now.contains(word));
        }
        self.seen.insert(id.to_owned(), *revision);
        let draft = Draft::read(text).expect("a draft");
        self.session.reduce(opened_with(id, "", draft, None));
    }

    /// What is said in the own work that is open and in what can be taken back.
    fn in_hand(&self) -> BTreeSet<String> {
        let own = self.session.own();
        let drafts = own.past.iter().map(|past| &past.draft).chain([&own.draft]);
        drafts.flat_map(|draft| words_in(&draft.to_text())).collect()
    }

    /// The person wants what they did last undone, and what they typed last gone.
    fn undo(&mut self) {
        let before = words_in(&self.session.draft.to_text());
        if self.session.reduce(Action::Undo) {
            let after = words_in(&self.session.draft.to_text());
            self.typed.retain(|word| !before.contains(word) || after.contains(word));
        }
    }

    /// The person deletes the draft that is open, or the one that was left last.
    fn delete(&mut self, is_open: bool) {
        self.session.reduce(Action::CloseExample);
        let left = self.session.unsaved.last().map(|work| work.id.clone());
        let Some(id) = (if is_open { Some(self.session.id.to_string()) } else { left }) else { return };
        let is_open = *self.session.id == *id;
        let mut gone = if is_open { self.in_hand() } else { BTreeSet::new() };
        let works = self.session.unsaved.iter().filter(|work| work.id == id);
        gone.extend(works.flat_map(|work| words_in(&work.text)));
        self.typed.retain(|word| !gone.contains(word));
        self.kept.remove(&id);
        self.is_gone |= self.under_way.front().is_some_and(|asked| asked.id() == id);
        self.session.reduce(deleted(&id));
        self.deleted.insert(id);
    }

    /// What the desk does: first what was left, then the draft that is open.
    fn save(&mut self) {
        let own = self.session.own();
        // It asks for one thing at a time, but for what nobody waits for any more.
        let asked = if let Some(work) = own.unsaved.first() {
            Asked::Rescue { id: work.id.clone(), text: work.text.clone() }
        } else if own.is_to_be_saved() {
            let seen = self.seen.get(&*own.id).copied().unwrap_or(0);
            Asked::Save { id: own.id.clone(), change: own.change, text: own.work().text, seen }
        } else {
            return;
        };
        if self.under_way.is_empty() {
            self.under_way.push_back(asked);
        }
    }

    fn answer(&mut self, last: bool, outcome: Outcome) {
        let asked = if last { self.under_way.pop_back() } else { self.under_way.pop_front() };
        let is_gone = std::mem::take(&mut self.is_gone);
        match asked {
            Some(Asked::Save { id, change, text, seen }) => {
                let is_newer = self.kept.get(&*id).is_some_and(|(_, revision)| *revision != seen);
                let is_written = !is_newer && !is_gone && !matches!(outcome, Outcome::Failed);
                if is_written {
                    self.save_as(&id, &text);
                }
                let keeping = match outcome {
                    _ if is_newer => Keeping::Failed(Trouble::NewerElsewhere),
                    Outcome::Saved => Keeping::Kept(2.0),
                    Outcome::Failed => Keeping::Failed(Trouble::Full),
                    Outcome::Late => Keeping::Failed(Trouble::NoAnswer),
                };
                self.session.reduce(Action::Saved { id, change, keeping });
            }
            Some(Asked::Rescue { id, text }) if !matches!(outcome, Outcome::Failed) => {
                // Where there is newer work, it becomes a draft of its own.
                let seen = self.seen.get(&id).copied().unwrap_or(0);
                let is_newer = self.kept.get(&id).is_some_and(|(_, revision)| *revision != seen);
                let under = if is_newer { self.id() } else { id.clone() };
                if !is_gone {
                    self.save_as(&under, &text);
                }
                if matches!(outcome, Outcome::Saved) {
                    self.session.reduce(flushed(&id));
                }
            }
            // It stays where it is, to be tried again.
            Some(Asked::Rescue { .. }) | None => {}
        }
    }

    /// All texts that are anywhere, in the session or in the storage.
    fn found(&self) -> BTreeSet<String> {
        let session = &self.session;
        let own = session.own();
        let open = [&session.draft, &own.draft].into_iter();
        let past = session.past.iter().chain(own.past.iter()).map(|past| &past.draft);
        let aside = session.example.iter().chain(&own.example);
        let example = aside.flat_map(|(draft, past)| past.iter().map(|past| &past.draft).chain([draft]));
        let drafts = open.chain(past).chain(example).map(|draft| draft.to_text());
        let left = own.unsaved.iter().map(|work| work.text.clone());
        let said = drafts.chain(left).flat_map(|text| words_in(&text));
        said.chain(self.ever_said.iter().cloned()).collect()
    }
}

/// The words of [`World::word`] in a text.
fn words_in(text: &str) -> BTreeSet<String> {
    let ends = text.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
    ends.map(|(number, _)| format!("<{number}>")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_was_typed_is_lost(events in events()) {
        let mut world = World::new();
        for event in events {
            world.happen(event);
            let found = world.found();
            let lost: Vec<_> = world.typed.iter().filter(|word| !found.contains(*word)).collect();
            prop_assert!(lost.is_empty(), "{lost:?} after {event:?}: {}", line(&world.session));
        }
    }

    #[test]
    fn what_is_not_said_to_be_unsaved_has_been_saved(events in events()) {
        let mut world = World::new();
        for event in events {
            world.happen(event);
            let own = world.session.own();
            let text = (own.id.to_string(), own.draft.to_text());
            prop_assert!(
                !own.is_open || own.is_unsaved() || world.ever.contains(&text),
                "after {event:?}: {}", line(&world.session)
            );
        }
    }

    #[test]
    fn what_was_deleted_is_not_saved_again_unless_it_is_taken_back(events in events()) {
        let mut world = World::new();
        for event in events {
            world.happen(event);
            // Who goes back to it wants it again.
            world.deleted.remove(&*world.session.own().id);
            prop_assert_eq!(&world.saved_again, &None, "after {:?}: {}", event, line(&world.session));
        }
    }

    #[test]
    fn once_the_storage_answers_everything_is_saved_or_stuck_and_said_to_be(events in events()) {
        let mut world = World::new();
        for event in events {
            world.happen(event);
        }
        for event in [Event::Held, Event::Do(Deed::CloseExample)] {
            world.happen(event);
        }
        for _ in 0..100 {
            world.happen(Event::Answer(false, Outcome::Saved));
            world.happen(Event::Save);
        }
        let session = &world.session;
        prop_assert!(session.unsaved.is_empty() && world.under_way.is_empty(), "{}", line(session));
        if session.is_stuck() {
            let id = session.id.to_string();
            prop_assert_ne!(world.seen.get(&id), world.kept.get(&id).map(|(_, revision)| revision));
            let fork = Event::Do(Deed::Fork);
            for event in [fork, Event::Save, Event::Answer(false, Outcome::Saved)] {
                world.happen(event);
            }
        }
        let session = &world.session;
        prop_assert!(!session.has_unsaved(), "{}", line(session));
        if session.is_open {
            let kept = world.kept.get(&*session.id).map(|(text, _)| text.as_str());
            prop_assert_eq!(kept, Some(&*session.draft.to_text()), "{}", line(session));
        }
    }

    #[test]
    fn a_change_that_is_taken_back_leaves_the_draft_as_it_was(events in events(), deed in change()) {
        let mut world = World::new();
        for event in events {
            world.happen(event);
        }
        let before = world.session.clone();
        let is_new = matches!(deed, Deed::New | Deed::OpenFile);
        if !before.is_open || (before.is_example() && is_new) {
            // Then there is nothing to go back to, or the example is closed by it.
            return Ok(());
        }
        let mut states = Vec::new();
        for event in [Event::Choose, Event::Type(false), Event::Type(true), Event::Type(true), Event::Do(deed)] {
            let (draft, count) = (world.session.draft.clone(), world.session.past.len());
            world.happen(event);
            let is_other = !Rc::ptr_eq(&world.session.draft, &draft);
            if world.session.past.len() > count {
                states.push(draft.to_text());
            } else {
                // Only what goes on in a field is no change of its own.
                let goes_on = world.session.past.last().is_some_and(|past| past.item.is_some());
                prop_assert!(!is_other || goes_on, "{event:?}: {}", line(&world.session));
            }
        }
        prop_assert!(before.is_read_only() == (states.len() < 4) || is_new);
        for text in states.iter().rev() {
            // What may not be changed is taken back once it may.
            let id = world.session.id.clone();
            world.session.reduce(hold(&id, Hold::Own));
            prop_assert!(world.session.reduce(Action::Undo), "{}", line(&world.session));
            prop_assert_eq!(&world.session.draft.to_text(), text);
        }
        if !states.is_empty() {
            prop_assert_eq!((&world.session.id, &world.session.name), (&before.id, &before.name));
            prop_assert!(before.is_example() || world.session.is_unsaved());
        }
    }
}

/// A change of the whole draft.
fn change() -> impl Strategy<Value = Deed> {
    prop_oneof![Just(Deed::Replace), Just(Deed::Edition), Just(Deed::New), Just(Deed::OpenFile)]
}
