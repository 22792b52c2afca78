//! The draft as the rules see it: every answer read once against the catalogue.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kakari_catalog::{Catalog, ChoiceOption, Date, Id, Item, Kind, parse_date};
use kakari_draft::{Draft, Exact, Object, Value};

use crate::{Options, References, Status};

/// The largest number an answer can be.
pub(crate) const MOST: u64 = 9_999_999;

/// 連携医療機関.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partner<'a> {
    /// 名称
    pub name: &'a str,
    /// 連携の内容
    pub content: &'a str,
}

/// An answer, read against its item.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<'a> {
    /// Not answered. An empty list counts as that, since "none" is an option of its own.
    Missing,
    /// Something stands there that cannot be this item's answer.
    Unreadable,
    /// One option.
    Choice(&'a ChoiceOption),
    /// Options, without those that are unknown or come again.
    Multi(Vec<&'a ChoiceOption>),
    /// A whole number, cut off where it had decimals.
    Count(u64),
    /// Tenths, cut off after the first decimal.
    Tenths(u64),
    /// Text as typed.
    Text(&'a str),
    /// 連携医療機関.
    Partners(Vec<Partner<'a>>),
    /// Names.
    Names(Vec<&'a str>),
    /// A day.
    Date(Date),
    /// Yes or no.
    Flag(bool),
}

impl Partner<'_> {
    /// Whether neither name nor content is given.
    pub fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.content.trim().is_empty()
    }

    /// Whether both name and content are given.
    pub fn is_complete(&self) -> bool {
        !self.name.trim().is_empty() && !self.content.trim().is_empty()
    }
}

impl Answer<'_> {
    /// 実施している・実績がある; `None` where it cannot be told.
    pub fn is_positive(&self) -> Option<bool> {
        match self {
            Self::Choice(option) => Some(option.positive),
            Self::Multi(options) => Some(options.iter().any(|option| option.positive)),
            Self::Count(number) | Self::Tenths(number) => Some(*number > 0),
            _ => None,
        }
    }
}

/// What was wrong with a value when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// KF03
    WrongKind,
    /// KF04, with the key as written
    UnknownOption(String),
    /// KF05
    OutOfRange,
    /// KF06: as typed, and cut off
    TooManyDecimals(String, String),
    /// KF07, with the key
    RepeatedOption(String),
}

/// A draft, a catalogue and a day, ready for the rules.
pub struct Context<'a> {
    /// The draft as it was read.
    pub draft: &'a Draft,
    /// The catalogue it is checked against.
    pub catalog: &'a Catalog,
    /// The day of the check.
    pub today: Date,
    /// The prefecture's deadline; the end of the window where there is none or it lies outside the window.
    pub deadline: Date,
    answers: Vec<Answer<'a>>,
    faults: Vec<(usize, Fault)>,
    unknown: Vec<String>,
    repeated: Vec<String>,
    target: Status,
    function1: Status,
    function2: [Status; 4],
    last_year: Option<Box<Self>>,
    confirmed: Option<Box<Self>>,
}

impl<'a> Context<'a> {
    /// Reads every answer of the draft.
    pub fn new(draft: &'a Draft, catalog: &'a Catalog, options: &Options) -> Self {
        let window = catalog.dates().window;
        let mut context = Self {
            draft,
            catalog,
            today: options.today,
            deadline: options.deadline.filter(|day| window.contains(*day)).unwrap_or(window.to),
            answers: vec![Answer::Missing; catalog.items().len()],
            faults: Vec::new(),
            unknown: Vec::new(),
            repeated: Vec::new(),
            target: Status::Undecided,
            function1: Status::Undecided,
            function2: [Status::Undecided; 4],
            last_year: None,
            confirmed: None,
        };
        context.read();
        context
    }

    /// The same with drafts to compare with, read against the same catalogue.
    #[must_use]
    pub fn against(mut self, references: &References<'a>) -> Self {
        let options = Options { today: self.today, deadline: Some(self.deadline) };
        let read = |draft: Option<&'a Draft>| draft.map(|draft| Box::new(Self::new(draft, self.catalog, &options)));
        (self.last_year, self.confirmed) = (read(references.last_year), read(references.confirmed));
        self
    }

    fn read(&mut self) {
        const HEAD: [&str; 6] = ["format", "version", "edition", "report", "facility", "answers"];
        let mut seen = BTreeSet::new();
        for (name, _) in self.draft.root().iter() {
            if !seen.insert(name) {
                self.repeated.push(name.to_owned());
            } else if !HEAD.contains(&name) {
                self.unknown.push(name.to_owned());
            }
        }
        if let Some(facility) = self.draft.facility() {
            self.read_members(facility, "facility.");
        }
        if let Some(answers) = self.draft.answers() {
            self.read_members(answers, "");
        }
    }

    fn read_members(&mut self, object: &'a Object, prefix: &str) {
        let mut seen = BTreeSet::new();
        for (name, value) in object.iter().rev() {
            let id: Cow<'_, str> = if prefix.is_empty() { name.into() } else { format!("{prefix}{name}").into() };
            let found = self.catalog.find(&id);
            // An item of the facility that stands among the answers is none.
            let id = match found {
                Some((_, item)) if item.is_facility() == prefix.is_empty() => format!("answers.{id}").into(),
                _ => id,
            };
            if !seen.insert(name) {
                self.repeated.push(id.into_owned());
                continue;
            }
            let Some((index, item)) = found.filter(|(_, item)| item.is_facility() != prefix.is_empty()) else {
                self.unknown.push(id.into_owned());
                continue;
            };
            let mut faults = Vec::new();
            self.answers[index] = read_answer(item, self.catalog.options_at(index), value, &mut faults);
            self.faults.extend(faults.into_iter().map(|fault| (index, fault)));
        }
    }

    pub(crate) fn set_decisions(&mut self, target: Status, function1: Status, function2: [Status; 4]) {
        self.target = target;
        self.function1 = function1;
        self.function2 = function2;
    }

    /// The answer to an item.
    pub fn answer(&self, id: Id) -> &Answer<'a> {
        &self.answers[self.catalog.index(id)]
    }

    /// The answer to the item at this place in the catalogue.
    pub fn answer_at(&self, index: usize) -> &Answer<'a> {
        &self.answers[index]
    }

    /// The key of the option that is chosen.
    pub fn choice(&self, id: Id) -> Option<&'a str> {
        match self.answer(id) {
            Answer::Choice(option) => Some(&option.key),
            _ => None,
        }
    }

    /// Whether this option is chosen, alone or among others.
    pub fn holds(&self, id: Id, key: &str) -> bool {
        match self.answer(id) {
            Answer::Choice(option) => option.key == key,
            Answer::Multi(options) => options.iter().any(|option| option.key == key),
            _ => false,
        }
    }

    /// The options that are chosen.
    pub fn multi(&self, id: Id) -> &[&'a ChoiceOption] {
        match self.answer(id) {
            Answer::Multi(options) => options,
            _ => &[],
        }
    }

    /// The whole number that is given.
    pub fn count(&self, id: Id) -> Option<u64> {
        match self.answer(id) {
            Answer::Count(count) => Some(*count),
            _ => None,
        }
    }

    /// The number that is given, in tenths.
    pub fn tenths(&self, id: Id) -> Option<u64> {
        match self.answer(id) {
            Answer::Tenths(tenths) => Some(*tenths),
            _ => None,
        }
    }

    /// The text that is given.
    pub fn text(&self, id: Id) -> Option<&'a str> {
        match self.answer(id) {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The 連携医療機関 that are given, with rows that hold nothing.
    pub fn partners(&self, id: Id) -> &[Partner<'a>] {
        match self.answer(id) {
            Answer::Partners(partners) => partners,
            _ => &[],
        }
    }

    /// The names that are given, with those that are blank.
    pub fn names(&self, id: Id) -> &[&'a str] {
        match self.answer(id) {
            Answer::Names(names) => names,
            _ => &[],
        }
    }

    /// The day that is given.
    pub fn date(&self, id: Id) -> Option<Date> {
        match self.answer(id) {
            Answer::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Yes or no, where it is given.
    pub fn flag(&self, id: Id) -> Option<bool> {
        match self.answer(id) {
            Answer::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Whether nothing at all stands under this item.
    pub fn is_missing(&self, id: Id) -> bool {
        *self.answer(id) == Answer::Missing
    }

    /// The items of a section that must be answered and are not, in form order. An answer that cannot be read counts as
    /// given: what is wrong with it is found elsewhere.
    pub fn unanswered<'s>(&'s self, section: &'s str) -> impl Iterator<Item = (usize, &'a Item)> + use<'a, 's> {
        let items = self.catalog.items().iter().enumerate();
        items.filter(move |(index, item)| {
            item.section == section && item.is_required() && *self.answer_at(*index) == Answer::Missing
        })
    }

    /// Whether the institution is asked for its functions at all: not when it is no target.
    pub fn is_asked(&self) -> bool {
        self.target != Status::NotTarget
    }

    /// The decision on 1号機能.
    pub fn function1(&self) -> Status {
        self.function1
    }

    /// The decisions on the 2号機能, in the order of the law.
    pub fn function2(&self) -> [Status; 4] {
        self.function2
    }

    /// Whether 2号機能 is asked: of a target, unless 1号機能 is lacking.
    pub fn is_function2_asked(&self) -> bool {
        self.is_asked() && self.function1 != Status::Lacks
    }

    /// Last year's draft, where there is one to compare with. It has answers and no decisions.
    pub fn last_year(&self) -> Option<&Self> {
        self.last_year.as_deref()
    }

    /// The draft that the prefecture confirmed, where there is one to compare with. It has answers and no decisions.
    pub fn confirmed(&self) -> Option<&Self> {
        self.confirmed.as_deref()
    }

    fn texts_at(&self, index: usize) -> Vec<&'a str> {
        match &self.answers[index] {
            Answer::Text(text) => vec![text],
            Answer::Names(names) => names.clone(),
            Answer::Partners(partners) => partners.iter().flat_map(|p| [p.name, p.content]).collect(),
            _ => Vec::new(),
        }
    }

    /// Every item that holds text, with its texts: partners and names have several.
    pub fn texts_by_item(&self) -> impl Iterator<Item = (usize, Vec<&'a str>)> {
        (0..self.answers.len()).map(|index| (index, self.texts_at(index))).filter(|(_, texts)| !texts.is_empty())
    }

    pub(crate) fn faults(&self) -> &[(usize, Fault)] {
        &self.faults
    }

    /// Members and item ids that the catalogue does not know, in no order.
    pub(crate) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Members that are written more than once.
    pub(crate) fn repeated(&self) -> &[String] {
        &self.repeated
    }
}

fn read_answer<'a>(item: &Item, options: &'a [ChoiceOption], value: &'a Value, faults: &mut Vec<Fault>) -> Answer<'a> {
    let answer = match item.kind {
        Kind::Choice => {
            value.as_str().map(|key| read_option(options, key, faults).map_or(Answer::Unreadable, Answer::Choice))
        }
        Kind::Multi => read_multi(options, value, faults),
        Kind::Count => read_number(value, 0, faults),
        Kind::Decimal1 => read_number(value, 1, faults),
        Kind::Text => value.as_str().map(Answer::Text),
        Kind::Partners => read_partners(value),
        Kind::Names => read_names(value),
        Kind::Date => value.as_str().and_then(parse_date).map(Answer::Date),
        Kind::Flag => value.as_bool().map(Answer::Flag),
    };
    answer.unwrap_or_else(|| {
        faults.push(Fault::WrongKind);
        Answer::Unreadable
    })
}

fn read_option<'a>(options: &'a [ChoiceOption], key: &str, faults: &mut Vec<Fault>) -> Option<&'a ChoiceOption> {
    let option = options.iter().find(|option| option.key == key);
    if option.is_none() {
        faults.push(Fault::UnknownOption(key.to_owned()));
    }
    option
}

/// `None` where it is no list of strings.
fn read_multi<'a>(options: &'a [ChoiceOption], value: &'a Value, faults: &mut Vec<Fault>) -> Option<Answer<'a>> {
    let list = value.as_array()?;
    if list.is_empty() {
        return Some(Answer::Missing);
    }
    let keys: Vec<&str> = list.iter().map(Value::as_str).collect::<Option<_>>()?;
    let mut chosen: Vec<&ChoiceOption> = Vec::with_capacity(keys.len());
    for key in keys {
        let Some(option) = read_option(options, key, faults) else {
            continue;
        };
        if !chosen.iter().any(|own| own.key == key) {
            chosen.push(option);
        } else if !faults.contains(&Fault::RepeatedOption(key.to_owned())) {
            faults.push(Fault::RepeatedOption(key.to_owned()));
        }
    }
    Some(if chosen.is_empty() { Answer::Unreadable } else { Answer::Multi(chosen) })
}

fn read_number<'a>(value: &Value, places: u8, faults: &mut Vec<Fault>) -> Option<Answer<'a>> {
    let number = value.as_number()?;
    let exact = Exact::of(number);
    let cut = exact.cut(places).filter(|_| !exact.is_negative() && !exact.is_above(MOST));
    let Some(cut) = cut else {
        faults.push(Fault::OutOfRange);
        return Some(Answer::Unreadable);
    };
    if exact.decimals() > u64::from(places) {
        let shorter = if places == 0 { cut.to_string() } else { format!("{}.{}", cut / 10, cut % 10) };
        faults.push(Fault::TooManyDecimals(number.to_string(), shorter));
    }
    Some(if places == 0 { Answer::Count(cut) } else { Answer::Tenths(cut) })
}

/// `None` where it is no list of objects whose `name` and `content`, if given, are strings.
fn read_partners(value: &Value) -> Option<Answer<'_>> {
    let list = value.as_array()?;
    let mut partners = Vec::with_capacity(list.len());
    for entry in list {
        let entry = entry.as_object()?;
        let part = |name| entry.get(name).map_or(Some(""), Value::as_str);
        partners.push(Partner { name: part("name")?, content: part("content")? });
    }
    Some(if partners.is_empty() { Answer::Missing } else { Answer::Partners(partners) })
}

fn read_names(value: &Value) -> Option<Answer<'_>> {
    let names: Vec<&str> = value.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?;
    Some(if names.is_empty() { Answer::Missing } else { Answer::Names(names) })
}
