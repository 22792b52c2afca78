//! What stands in the fields, the file that comes of it, and where each of its problems belongs.

use std::rc::Rc;

use kakari_draft::{Object, Value};
use kakari_prefecture::reference::{self, Control, Field};
use kakari_prefecture::{Configuration, Problem};
use kakari_rules::{Editions, Severity};

/// Written as it was found: only an editor has a use for it.
const KEPT: &str = "$schema";

/// What stands in a line in place of what has no place in one: a catalogue that stands in the file itself.
const WITHIN: &str = "(ファイルの中に書かれています)";

/// What does not change.
pub struct Known {
    editions: Editions,
    /// The members of a file as fields.
    pub fields: Vec<Field>,
}

/// A field, or several that belong together.
#[derive(Clone)]
pub struct Entry {
    /// A number that no other has.
    pub serial: usize,
    pub stands: Stands,
}

/// What stands in a field.
#[derive(Clone)]
pub enum Stands {
    /// Nothing that is shown, as it is written.
    Kept(Option<Value>),
    /// Text, and what was found in the file where that is not what the field is for.
    Text(String, Option<Value>),
    /// Which of the words are ticked.
    Ticked(Vec<bool>),
    /// Members of its own.
    Members(Vec<Entry>),
    /// Any number of things with members, and the one that was taken out last, with its place.
    Each(Vec<Entry>, Option<(usize, Box<Entry>)>),
}

/// The form.
#[derive(Clone)]
pub struct Form {
    pub known: Rc<Known>,
    /// One for each of [`Known::fields`].
    pub entries: Vec<Entry>,
    /// How many serial numbers were given.
    serials: usize,
    /// The field that is being typed in; 0 for none. What is wrong with half a word is not said.
    typing: usize,
    /// The file as it would be saved.
    pub text: String,
    /// The file that was saved last, or opened, or that nothing had been written to: leaving loses nothing of it.
    saved: String,
    /// What is used of it.
    pub configuration: Configuration,
    /// What is said at each field.
    said: Vec<(usize, Vec<Problem>)>,
    /// Everything that is to be mended, with its field; 0 for none.
    pub grave: Vec<(String, usize)>,
}

impl Form {
    /// Nothing written yet.
    pub fn new() -> Self {
        let editions = Editions::builtin();
        let editions = editions.expect("the built-in editions are complete, as the tests of the catalogue show");
        let fields = reference::form(&editions);
        let mut form = Self {
            known: Rc::new(Known { editions, fields }),
            entries: Vec::new(),
            serials: 0,
            typing: 0,
            text: String::new(),
            saved: String::new(),
            configuration: Configuration::default(),
            said: Vec::new(),
            grave: Vec::new(),
        };
        form.fill(None);
        form
    }

    /// Puts what a file says into the fields.
    pub fn fill(&mut self, file: Option<&Object>) {
        self.entries = entries(&self.known.fields, file, &mut self.serials);
        self.typing = 0;
        self.read();
        self.be_saved();
    }

    /// The text is in a file.
    pub fn be_saved(&mut self) {
        self.saved.clone_from(&self.text);
    }

    /// Whether leaving would lose something.
    pub fn has_unsaved(&self) -> bool {
        self.text != self.saved
    }

    /// How a text is read.
    pub fn reading(&self, text: &str) -> kakari_prefecture::Reading {
        kakari_prefecture::read(text, &self.known.editions)
    }

    /// Writes the file, and has its reader say what is wrong with it.
    pub fn read(&mut self) {
        let known = self.known.clone();
        self.text = object(&known.fields, &self.entries)
            .and_then(|file| serde_json::to_string_pretty(&file).ok())
            .unwrap_or_default();
        self.text.push('\n');
        let reading = self.reading(&self.text);
        self.configuration = reading.configuration;
        let mut places = Vec::new();
        for (field, entry) in known.fields.iter().zip(&self.entries) {
            entry.place(field, &["/", field.name].concat(), &mut places);
        }
        let mut own: Vec<(usize, Vec<Problem>)> = places.iter().map(|(_, serial)| (*serial, Vec::new())).collect();
        let mut rest = Vec::new();
        for problem in reading.problems {
            match place_of(&places, &problem.pointer) {
                Some(at) => own[at].1.push(problem),
                None => rest.push(problem),
            }
        }
        own.push((0, rest));
        self.grave.clear();
        for (serial, problems) in &own {
            for problem in problems.iter().filter(|problem| problem.severity != Severity::Note) {
                self.grave.push(([problem.severity.label(), ": ", &problem.message].concat(), *serial));
            }
        }
        own.pop();
        if let Some((_, problems)) = own.iter_mut().find(|(serial, _)| *serial == self.typing) {
            *problems = self.problems(self.typing).to_vec();
        }
        self.said = own;
    }

    /// What is said at a field.
    pub fn problems(&self, serial: usize) -> &[Problem] {
        self.said.iter().find(|(own, _)| *own == serial).map_or(&[], |(_, problems)| problems)
    }

    /// Puts text into a field. `typed`: more may follow.
    pub fn put(&mut self, serial: usize, text: String, typed: bool) {
        self.typing = if typed { serial } else { 0 };
        if let Some(Stands::Text(own, _)) = find(&mut self.entries, serial) {
            *own = text;
        }
        self.read();
    }

    /// The person has left a field, or is done with it.
    pub fn settle(&mut self, serial: usize) {
        if self.typing == serial {
            self.typing = 0;
        }
        self.read();
    }

    /// Whether a field is being typed in.
    pub fn is_typing(&self, serial: usize) -> bool {
        self.typing == serial
    }

    /// Ticks one of the words of a field, or not.
    pub fn tick(&mut self, serial: usize, at: usize, on: bool) {
        if let Some(Stands::Ticked(ticks)) = find(&mut self.entries, serial) {
            ticks[at] = on;
        }
        self.read();
    }

    /// Adds one more to a list, and gives the number of its first field.
    pub fn add(&mut self, at: usize) -> usize {
        let known = self.known.clone();
        let Control::Each { members } = &known.fields[at].control else { return 0 };
        let Stands::Each(list, taken) = &mut self.entries[at].stands else { return 0 };
        let entry = group(members, None, &mut self.serials);
        let first = entry.first();
        list.push(entry);
        *taken = None;
        self.read();
        first
    }

    /// Takes one out of a list.
    pub fn take(&mut self, at: usize, index: usize) {
        if let Stands::Each(list, taken) = &mut self.entries[at].stands {
            *taken = Some((index, Box::new(list.remove(index))));
        }
        self.read();
    }

    /// Puts back what was taken out last, and gives the number of its first field.
    pub fn put_back(&mut self, at: usize) -> usize {
        let Stands::Each(list, taken) = &mut self.entries[at].stands else { return 0 };
        let Some((index, entry)) = taken.take() else { return 0 };
        let first = entry.first();
        list.insert(index.min(list.len()), *entry);
        self.read();
        first
    }
}

impl Entry {
    fn new(field: &Field, own: Option<&Value>, serials: &mut usize) -> Self {
        if let Control::Group { members } = &field.control {
            return group(members, own, serials);
        }
        *serials += 1;
        let serial = *serials;
        let line = own.and_then(Value::as_str);
        let list = own.and_then(Value::as_array);
        let text = |text: &str| Stands::Text(text.to_owned(), None);
        let stands = match &field.control {
            Control::Fixed { json } => Stands::Kept(Value::read(json).ok()),
            _ if field.name == KEPT => Stands::Kept(line.map(Value::from)),
            Control::Line { .. } => match own {
                Some(odd) if line.is_none() => Stands::Text(WITHIN.to_owned(), Some(odd.clone())),
                _ => text(line.unwrap_or_default()),
            },
            Control::One { words } => {
                let key = own.map(in_words).unwrap_or_default();
                let odd = own.filter(|_| words.iter().all(|(known, _)| *known != key)).map(|_| (&*key).into());
                Stands::Text(key, odd)
            }
            Control::Any { words } => {
                let is_in = |key: &str| list.is_none_or(|list| list.iter().any(|own| own.as_str() == Some(key)));
                Stands::Ticked(words.iter().map(|(key, _)| is_in(key)).collect())
            }
            Control::Lines { .. } => {
                let lines: Vec<String> = list.unwrap_or_default().iter().map(in_words).collect();
                Stands::Text(lines.join("\n"), None)
            }
            Control::Each { members } => {
                let list = list.unwrap_or_default().iter();
                Stands::Each(list.map(|own| group(members, Some(own), serials)).collect(), None)
            }
            Control::Day | Control::Color { .. } | Control::Group { .. } => text(line.unwrap_or_default()),
        };
        Self { serial, stands }
    }

    /// What is written into the file; nothing where there is nothing to say.
    pub fn value(&self, field: &Field) -> Option<Value> {
        match (&self.stands, &field.control) {
            (Stands::Kept(value), _) => value.clone(),
            (Stands::Text(text, Some(odd)), Control::Line { .. }) if text == WITHIN => Some(odd.clone()),
            (Stands::Text(text, _), Control::Lines { .. }) => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                some(lines.map(Value::from).collect())
            }
            (Stands::Text(text, _), control) => {
                let text = if matches!(control, Control::Color { .. }) { text.trim() } else { text };
                (!text.is_empty()).then(|| text.into())
            }
            (Stands::Ticked(ticks), Control::Any { words }) if ticks.contains(&false) => {
                let ticked = words.iter().zip(ticks).filter(|(_, is_ticked)| **is_ticked);
                Some(Value::Array(ticked.map(|((key, _), _)| (&**key).into()).collect()))
            }
            (Stands::Members(own), Control::Group { members }) => object(members, own),
            (Stands::Each(list, _), Control::Each { members }) => {
                some(list.iter().filter_map(|entry| entry.filled(members)).collect())
            }
            _ => None,
        }
    }

    /// What one of a list says.
    pub fn filled(&self, members: &[Field]) -> Option<Value> {
        object(members, self.members())
    }

    /// The fields of one of a list.
    pub fn members(&self) -> &[Self] {
        match &self.stands {
            Stands::Members(own) => own,
            _ => &[],
        }
    }

    fn first(&self) -> usize {
        self.members().first().map_or(0, |first| first.serial)
    }

    /// Adds the pointers to it and to what is in it.
    fn place(&self, field: &Field, pointer: &str, places: &mut Vec<(String, usize)>) {
        match (&self.stands, &field.control) {
            (Stands::Kept(_), _) => {}
            (Stands::Members(own), Control::Group { members }) => place_all(members, own, pointer, places),
            (Stands::Each(list, _), Control::Each { members }) => {
                places.push((pointer.to_owned(), self.serial));
                let filled = list.iter().filter(|entry| entry.filled(members).is_some());
                for (at, entry) in filled.enumerate() {
                    place_all(members, entry.members(), &[pointer, "/", &at.to_string()].concat(), places);
                }
            }
            _ => places.push((pointer.to_owned(), self.serial)),
        }
    }
}

fn place_all(fields: &[Field], entries: &[Entry], pointer: &str, places: &mut Vec<(String, usize)>) {
    for (field, entry) in fields.iter().zip(entries) {
        entry.place(field, &[pointer, "/", field.name].concat(), places);
    }
}

/// Where a problem belongs: to the field that it is about or that it lies in, else to the first that lies in what it is
/// about.
fn place_of(places: &[(String, usize)], pointer: &str) -> Option<usize> {
    let mut outer = pointer;
    while !outer.is_empty() {
        if let Some(at) = places.iter().position(|(own, _)| own == outer) {
            return Some(at);
        }
        outer = outer.rsplit_once('/').map_or("", |(outer, _)| outer);
    }
    let inner = [pointer, "/"].concat();
    places.iter().position(|(own, _)| !pointer.is_empty() && own.starts_with(&inner))
}

fn entries(fields: &[Field], own: Option<&Object>, serials: &mut usize) -> Vec<Entry> {
    fields.iter().map(|field| Entry::new(field, own.and_then(|own| own.get(field.name)), serials)).collect()
}

fn group(members: &[Field], own: Option<&Value>, serials: &mut usize) -> Entry {
    *serials += 1;
    let serial = *serials;
    Entry { serial, stands: Stands::Members(entries(members, own.and_then(Value::as_object), serials)) }
}

/// What the fields say as members; nothing where they say nothing.
fn object(fields: &[Field], entries: &[Entry]) -> Option<Value> {
    let mut object = Object::default();
    for (field, entry) in fields.iter().zip(entries) {
        if let Some(value) = entry.value(field) {
            object.set(field.name, value);
        }
    }
    (!object.is_empty()).then_some(Value::Object(object))
}

fn some(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::Array(list))
}

fn find(entries: &mut [Entry], serial: usize) -> Option<&mut Stands> {
    for entry in entries {
        if entry.serial == serial {
            return Some(&mut entry.stands);
        }
        let found = match &mut entry.stands {
            Stands::Members(own) | Stands::Each(own, _) => find(own, serial),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A value as it is shown where text is wanted.
fn in_words(value: &Value) -> String {
    match value.as_str() {
        Some(text) => text.to_owned(),
        None => serde_json::to_string(value).unwrap_or_default(),
    }
}
