//! The draft as the rules see it: every answer read once against the catalogue.

use std::collections::BTreeSet;
use std::mem::replace;
use std::{ptr, slice};

use kakari_catalog::{Catalog, ChoiceOption, Date, Id, Item, Kind, parse_date};
use kakari_draft::{Draft, Exact, Object, Value};

use crate::asked::{Asked, asked};
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

/// The texts of an answer.
pub enum Texts<'s, 'a> {
    /// One text, or names.
    Names(slice::Iter<'s, &'a str>),
    /// The content of the partner whose name came last, and the partners to come.
    Partners(Option<&'a str>, slice::Iter<'s, Partner<'a>>),
}

impl<'a> Iterator for Texts<'_, 'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        match self {
            Self::Names(names) => names.next().copied(),
            Self::Partners(content, partners) => content.take().or_else(|| {
                let partner = partners.next()?;
                *content = Some(partner.content);
                Some(partner.name)
            }),
        }
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
    values: Vec<Option<&'a Value>>,
    explains: bool,
    faults: Vec<(usize, Fault)>,
    unknown: Vec<String>,
    repeated: Vec<String>,
    target: Status,
    function1: Status,
    function2: [Status; 4],
    asked: Vec<Asked>,
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
            values: vec![None; catalog.items().len()],
            explains: true,
            faults: Vec::new(),
            unknown: Vec::new(),
            repeated: Vec::new(),
            target: Status::Undecided,
            function1: Status::Undecided,
            function2: [Status::Undecided; 4],
            asked: Vec::new(),
            last_year: None,
            confirmed: None,
        };
        context.read();
        context
    }

    /// The same for decisions without their conditions.
    #[must_use]
    pub(crate) fn without_explanations(self) -> Self {
        Self { explains: false, ..self }
    }

    /// The words and items of a condition, where somebody wants to know: making them takes longer than most rules do.
    pub(crate) fn explained<T: Default>(&self, explanation: impl FnOnce() -> T) -> T {
        if self.explains { explanation() } else { T::default() }
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
        let mut head = [false; HEAD.len()];
        let mut others = BTreeSet::new();
        for (name, _) in self.draft.root().iter() {
            let known = HEAD.iter().position(|own| *own == name);
            let is_repeated = known.map_or_else(|| !others.insert(name), |at| replace(&mut head[at], true));
            if is_repeated {
                self.repeated.push(name.to_owned());
            } else if known.is_none() {
                self.unknown.push(name.to_owned());
            }
        }
        if let Some(facility) = self.draft.facility() {
            self.read_members(facility, true);
        }
        if let Some(answers) = self.draft.answers() {
            self.read_members(answers, false);
        }
    }

    fn read_members(&mut self, object: &'a Object, is_facility: bool) {
        let mut others = BTreeSet::new();
        // Of members with the same name the last one counts.
        for (name, value) in object.iter().rev() {
            let Some((index, item)) = self.catalog.find_member(name, is_facility) else {
                let id = self.id_of_unknown(name, is_facility);
                let list = if others.insert(name) { &mut self.unknown } else { &mut self.repeated };
                list.push(id);
                continue;
            };
            if self.values[index].is_some() {
                self.repeated.push(item.id.clone());
                continue;
            }
            self.values[index] = Some(value);
            let mut faults = Vec::new();
            let option = |key: &str| self.catalog.option_at(index, key);
            self.answers[index] = read_answer(item.kind, option, value, &mut faults);
            self.faults.extend(faults.into_iter().map(|fault| (index, fault)));
        }
    }

    /// The way to a member that is none of ours; an item of the facility among the answers is none either.
    fn id_of_unknown(&self, name: &str, is_facility: bool) -> String {
        let is_misplaced = |id: &str| self.catalog.find(id).is_some_and(|(_, item)| item.is_facility() != is_facility);
        if is_facility {
            let id = format!("facility.{name}");
            if is_misplaced(&id) { format!("answers.{id}") } else { id }
        } else if is_misplaced(name) {
            format!("answers.{name}")
        } else {
            name.to_owned()
        }
    }

    pub(crate) fn set_decisions(&mut self, target: Status, function1: Status, function2: [Status; 4]) {
        self.target = target;
        self.function1 = function1;
        self.function2 = function2;
        self.asked = asked(self);
    }

    /// The answer to an item.
    pub fn answer(&self, id: Id) -> &Answer<'a> {
        &self.answers[self.catalog.index(id)]
    }

    /// The answer to the item at this place in the catalogue.
    pub fn answer_at(&self, index: usize) -> &Answer<'a> {
        &self.answers[index]
    }

    /// What stands under the item at this place in the catalogue, whether it can be its answer or not.
    pub fn value_at(&self, index: usize) -> Option<&'a Value> {
        self.values[index]
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

    /// The day that is given, where it can be meant.
    pub fn date(&self, id: Id) -> Option<Date> {
        match self.answer(id) {
            Answer::Date(date) => Some(*date).filter(|day| self.can_be_meant(*day)),
            _ => None,
        }
    }

    /// Whether something stands where a day belongs that is none, or none that can be meant.
    pub(crate) fn is_date_unclear(&self, id: Id) -> bool {
        !self.is_missing(id) && self.date(id).is_none()
    }

    /// Whether a day can be meant: not one before 明治, nor one of more than ten years after the report (KF13).
    pub(crate) fn can_be_meant(&self, day: Date) -> bool {
        (1868..=self.catalog.dates().window.to.year() + 10).contains(&day.year())
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
        matches!(self.answer(id), Answer::Missing)
    }

    /// The items of a section that must be answered and are not, in form order. An answer that cannot be read counts as
    /// given: what is wrong with it is found elsewhere.
    pub fn unanswered<'s>(&'s self, section: &str) -> impl Iterator<Item = (usize, &'a Item)> + use<'a, 's> {
        let (catalog, places) = (self.catalog, self.catalog.places_of(section).iter());
        let missing = places.filter(|index| matches!(self.answer_at(**index), Answer::Missing));
        missing.map(|index| (*index, &catalog.items()[*index])).filter(|(_, item)| item.is_required())
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

    /// Whether the item at this place in the catalogue is asked. Nothing is known before the decisions.
    pub(crate) fn asked(&self, index: usize) -> Asked {
        self.asked.get(index).copied().unwrap_or(Asked::Open)
    }

    pub(crate) fn into_asked(self) -> Vec<Asked> {
        self.asked
    }

    /// Last year's draft, where there is one to compare with. It has answers and no decisions.
    pub fn last_year(&self) -> Option<&Self> {
        self.last_year.as_deref()
    }

    /// The draft that the prefecture confirmed, where there is one to compare with. It has answers and no decisions.
    pub fn confirmed(&self) -> Option<&Self> {
        self.confirmed.as_deref()
    }

    /// Every item that holds text, with its texts: partners and names have several.
    pub fn texts_by_item(&self) -> impl Iterator<Item = (usize, Texts<'_, 'a>)> {
        self.answers.iter().enumerate().filter_map(|(index, answer)| {
            let texts = match answer {
                Answer::Text(text) => Texts::Names(slice::from_ref(text).iter()),
                Answer::Names(names) => Texts::Names(names.iter()),
                Answer::Partners(partners) => Texts::Partners(None, partners.iter()),
                _ => return None,
            };
            Some((index, texts))
        })
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

fn read_answer<'a>(
    kind: Kind,
    option: impl Fn(&str) -> Option<&'a ChoiceOption>,
    value: &'a Value,
    faults: &mut Vec<Fault>,
) -> Answer<'a> {
    let answer = match kind {
        Kind::Choice => value.as_str().map(|key| {
            option(key).map_or_else(
                || {
                    faults.push(Fault::UnknownOption(key.to_owned()));
                    Answer::Unreadable
                },
                Answer::Choice,
            )
        }),
        Kind::Multi => read_multi(option, value, faults),
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

/// `None` where it is no list of strings.
fn read_multi<'a>(
    option: impl Fn(&str) -> Option<&'a ChoiceOption>,
    value: &'a Value,
    faults: &mut Vec<Fault>,
) -> Option<Answer<'a>> {
    let list = value.as_array()?;
    if list.is_empty() {
        return Some(Answer::Missing);
    }
    if list.iter().any(|key| key.as_str().is_none()) {
        return None;
    }
    let mut chosen: Vec<&ChoiceOption> = Vec::with_capacity(list.len());
    for key in list.iter().filter_map(Value::as_str) {
        let Some(option) = option(key) else {
            faults.push(Fault::UnknownOption(key.to_owned()));
            continue;
        };
        if !chosen.iter().any(|own| ptr::eq(*own, option)) {
            chosen.push(option);
        } else if !faults.contains(&Fault::RepeatedOption(key.to_owned())) {
            faults.push(Fault::RepeatedOption(key.to_owned()));
        }
    }
    Some(if chosen.is_empty() { Answer::Unreadable } else { Answer::Multi(chosen) })
}

fn read_number<'a>(value: &Value, places: u8, faults: &mut Vec<Fault>) -> Option<Answer<'a>> {
    let number = value.as_number()?;
    let answer = |cut| if places == 0 { Answer::Count(cut) } else { Answer::Tenths(cut) };
    if let Some(whole) = small(number.as_str()) {
        return Some(answer(if places == 0 { whole } else { 10 * whole }));
    }
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
    Some(answer(cut))
}

/// What nearly every number is: digits, and few enough not to be above [`MOST`].
fn small(number: &str) -> Option<u64> {
    (number.len() <= 7).then_some(())?;
    number.bytes().try_fold(0, |all, byte| byte.is_ascii_digit().then(|| 10 * all + u64::from(byte - b'0')))
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
