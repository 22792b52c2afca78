//! From the JSON form of an edition file to the model.
//!
//! Written out by hand rather than derived: the same reader serves the built-in editions in the browser, where it must
//! be small, and the files that people edit, where every mistake has to be named with its place, all of them at once.

#![expect(clippy::unnecessary_wraps, reason = "readers of tables share one signature")]

use kakari_draft::{Object, Value};
use kakari_sources::{Document, Grade};

use crate::model::{
    ChoiceOption, Dates, Decider, EditionFile, Fact, Facts, Function, Group, Item, Kind, OptionSet, PeriodKey, Posting,
    Role, Section, Span, When, parse_date,
};
use crate::{Id, Problem, Step};

/// Reads an edition; what is wrong with it comes instead, in the order of the file's members.
pub(crate) fn edition(value: &Value) -> Result<EditionFile, Vec<Problem>> {
    let mut reader = Reader::default();
    let file = reader.table(value, |table| {
        Some(EditionFile {
            edition: table.text("edition"),
            label: table.text("label"),
            based_on: table.text_if("based_on"),
            provisional: table.text_if("provisional"),
            dates: table.required("dates", dates)?,
            sections: table.list("section", section),
            option_sets: table.list("option_set", option_set),
            items: table.list("item", item),
        })
    });
    match file {
        Some(file) if reader.problems.is_empty() => Ok(file),
        _ => Err(reader.problems),
    }
}

fn dates(table: &mut Table) -> Option<Dates> {
    let as_of = table.date("as_of");
    let (calendar, fiscal) = (table.required("calendar", span), table.required("fiscal", span));
    let window = table.required("window", span);
    Some(Dates { as_of: as_of?, calendar: calendar?, fiscal: fiscal?, window: window? })
}

fn span(table: &mut Table) -> Option<Span> {
    let (from, to) = (table.date("from"), table.date("to"));
    Some(Span { from: from?, to: to? })
}

fn section(table: &mut Table) -> Option<Section> {
    Some(Section {
        id: table.text("id"),
        label: table.text("label"),
        title: table.text("title"),
        help: table.text_if("help"),
        groups: table.list("groups", |table| {
            Some(Group { id: table.text("id"), label: table.text("label"), help: table.text_if("help") })
        }),
    })
}

fn option_set(table: &mut Table) -> Option<OptionSet> {
    Some(OptionSet { id: table.text("id"), options: table.list("options", option) })
}

fn option(table: &mut Table) -> Option<ChoiceOption> {
    Some(ChoiceOption {
        key: table.text("key"),
        code: table.text_if("code"),
        label: table.text("label"),
        formal: table.text_if("formal"),
        kana: table.text_if("kana"),
        group: table.text_if("group"),
        help: table.text_if("help"),
        areas: table.texts("areas"),
        positive: table.flag("positive"),
        exclusive: table.flag("exclusive"),
        fact: table.fact_if("fact"),
    })
}

fn facts(table: &mut Table) -> Option<Facts> {
    let label = table.fact_if("label");
    if label.is_none() {
        table.missing("label");
    }
    Some(Facts {
        number: table.fact_if("number"),
        label: label?,
        input: table.fact_if("input"),
        period: table.fact_if("period"),
    })
}

fn when(table: &mut Table) -> Option<When> {
    let by = if table.object.get("decision").is_some() {
        Decider::Function(table.word("decision", &FUNCTIONS)?)
    } else {
        Decider::Item(table.text("item"))
    };
    Some(When { by, is: table.texts("is") })
}

/// The condition of an item that states none. Files that were made before a condition could name a decision have none at the
/// 意向, which is asked of those alone who do not have the function.
fn unstated(id: &str) -> Option<When> {
    let lacks = || When { by: Decider::Function(Function::One), is: vec!["lacks".to_owned()] };
    (id == Id::F1Willing.as_str()).then(lacks)
}

fn item(table: &mut Table) -> Option<Item> {
    let kind = table.word("kind", &KINDS);
    let facts = if cfg!(feature = "prose") { table.required("facts", facts) } else { table.left_out() };
    if kind.is_none() {
        table.missing("kind");
    }
    let id = table.text("id");
    let when = table.optional("when", when).or_else(|| unstated(&id));
    Some(Item {
        id,
        section: table.text("section"),
        group: table.text("group"),
        number: table.text_if("number"),
        label: table.text("label"),
        short: table.text_if("short"),
        kind: kind?,
        options: table.text_if("options"),
        unit: table.text_if("unit"),
        period: table.word("period", &PERIODS),
        star: table.flag("star"),
        posting: table.word("posting", &POSTINGS),
        law: table.texts("law"),
        when,
        role: table.word("role", &ROLES),
        preprinted: table.flag("preprinted"),
        published: table.flag("published"),
        help: table.text_if("help"),
        not_needed: table.text_if("not_needed"),
        facts: facts?,
    })
}

/// The word that an edition file has for a meaning.
fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], meaning: T) -> &'static str {
    words.iter().find(|(_, own)| *own == meaning).map_or("", |(word, _)| word)
}

impl Kind {
    /// The word in edition files: `choice`, `multi` …
    pub fn key(self) -> &'static str {
        word(&KINDS, self)
    }

    /// All words.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(word, _)| *word)
    }
}

impl PeriodKey {
    /// The word in edition files: `as_of`, `calendar`, `fiscal`.
    pub fn key(self) -> &'static str {
        word(&PERIODS, self)
    }

    /// All words.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        PERIODS.iter().map(|(word, _)| *word)
    }
}

impl Role {
    /// The word in edition files: `remarks`, `working`.
    pub fn key(self) -> &'static str {
        word(&ROLES, self)
    }

    /// All words.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        ROLES.iter().map(|(word, _)| *word)
    }
}

impl Function {
    /// The word in edition files and results: `function1`, `function2.i` …
    pub fn key(self) -> &'static str {
        word(&FUNCTIONS, self)
    }
}

impl Posting {
    /// The word in edition files: `heading`, `required`, `optional`.
    pub fn key(self) -> &'static str {
        word(&POSTINGS, self)
    }

    /// All words.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        POSTINGS.iter().map(|(word, _)| *word)
    }
}

const KINDS: [(&str, Kind); 9] = [
    ("choice", Kind::Choice),
    ("multi", Kind::Multi),
    ("count", Kind::Count),
    ("decimal1", Kind::Decimal1),
    ("text", Kind::Text),
    ("partners", Kind::Partners),
    ("names", Kind::Names),
    ("date", Kind::Date),
    ("flag", Kind::Flag),
];
const PERIODS: [(&str, PeriodKey); 3] =
    [("as_of", PeriodKey::AsOf), ("calendar", PeriodKey::Calendar), ("fiscal", PeriodKey::Fiscal)];
const ROLES: [(&str, Role); 2] = [("remarks", Role::Remarks), ("working", Role::Working)];
const FUNCTIONS: [(&str, Function); 5] = [
    ("function1", Function::One),
    ("function2.i", Function::TwoI),
    ("function2.ro", Function::TwoRo),
    ("function2.ha", Function::TwoHa),
    ("function2.ni", Function::TwoNi),
];
const POSTINGS: [(&str, Posting); 3] =
    [("heading", Posting::Heading), ("required", Posting::Required), ("optional", Posting::Optional)];

/// `"manual PDF p.62"` or `"inferred"`, the latter with or without what it leans on.
fn fact(text: &str) -> Result<Fact, String> {
    let (id, place) = text.split_once(' ').unwrap_or((text, ""));
    if id == Grade::Inferred.key() {
        let source = if place.is_empty() { None } else { fact(place)?.source };
        return Ok(Fact { grade: Grade::Inferred, source });
    }
    let Some(document) = Document::get(id) else {
        return Err(format!("出典「{id}」は登録されていません"));
    };
    if place.is_empty() {
        return Err(format!("出典「{id}」のどこにあるか(条・頁)が書かれていません"));
    }
    Ok(Fact { grade: document.grade, source: Some((id.to_owned(), place.to_owned())) })
}

/// Where the reader is, and what it has found wrong.
#[derive(Default)]
struct Reader {
    path: Vec<Step>,
    problems: Vec<Problem>,
}

/// A table that is being read. Members that nobody asks for are unknown.
struct Table<'a> {
    reader: &'a mut Reader,
    object: &'a Object,
    known: Vec<&'static str>,
}

impl Reader {
    #[inline(never)]
    fn report(&mut self, message: String) {
        self.problems.push(Problem { path: self.path.clone(), message });
    }

    fn table<T>(&mut self, value: &Value, read: impl FnOnce(&mut Table) -> Option<T>) -> Option<T> {
        let object = self.object(value)?;
        let mut table = Table { reader: self, object, known: Vec::new() };
        let read = read(&mut table);
        table.report_unknown();
        read
    }

    // What follows is apart from the generic functions that call it: each of those exists many times.

    #[inline(never)]
    fn object<'a>(&mut self, value: &'a Value) -> Option<&'a Object> {
        if let Value::Object(object) = value {
            return Some(object);
        }
        self.report("ここには、名前と値の組が必要です".to_owned());
        None
    }

    #[inline(never)]
    fn report_word(&mut self, words: &[&str]) {
        self.report(format!("ここに書けるのは {} のどれかです", words.join("、")));
    }

    #[inline(never)]
    fn list<'a>(&mut self, value: &'a Value) -> Option<&'a [Value]> {
        let list = value.as_array();
        if list.is_none() {
            self.report("ここには、一覧が必要です".to_owned());
        }
        list
    }
}

impl<'a> Table<'a> {
    /// Looks a member up and reads it with the reader standing at it.
    fn at<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Reader, &Value) -> Option<T>) -> Option<T> {
        let value = self.enter(name)?;
        let read = read(self.reader, value);
        self.reader.path.pop();
        read
    }

    /// Looks a member up and steps into it where it is there.
    #[inline(never)]
    fn enter(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        let value = self.object.get(name)?;
        self.reader.path.push(Step::Key(name.to_owned()));
        Some(value)
    }

    #[inline(never)]
    fn report_unknown(&mut self) {
        for (name, _) in self.object.iter().filter(|(name, _)| !self.known.contains(name)) {
            self.reader.path.push(Step::Key(name.to_owned()));
            self.reader.report(format!("「{name}」という欄はありません"));
            self.reader.path.pop();
        }
    }

    #[inline(never)]
    fn missing(&mut self, name: &'static str) {
        if self.object.get(name).is_none() {
            self.reader.report(format!("「{name}」が書かれていません"));
        }
    }

    #[inline(never)]
    fn text_if(&mut self, name: &'static str) -> Option<String> {
        self.at(name, |reader, value| {
            let text = value.as_str().map(ToOwned::to_owned);
            if text.is_none() {
                reader.report("ここには、\"\" で囲んだ文字が必要です".to_owned());
            }
            text
        })
    }

    #[inline(never)]
    fn text(&mut self, name: &'static str) -> String {
        self.missing(name);
        self.text_if(name).unwrap_or_default()
    }

    #[inline(never)]
    fn texts(&mut self, name: &'static str) -> Vec<String> {
        let texts = self.at(name, |reader, value| {
            let texts = value.as_array().and_then(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
            if texts.is_none() {
                reader.report("ここには、\"\" で囲んだ文字の一覧が必要です".to_owned());
            }
            Some(texts?.into_iter().map(ToOwned::to_owned).collect())
        });
        texts.unwrap_or_default()
    }

    #[inline(never)]
    fn flag(&mut self, name: &'static str) -> bool {
        let flag = self.at(name, |reader, value| {
            let flag = value.as_bool();
            if flag.is_none() {
                reader.report("ここには、true か false が必要です".to_owned());
            }
            flag
        });
        flag.unwrap_or_default()
    }

    #[inline(never)]
    fn date(&mut self, name: &'static str) -> Option<time::Date> {
        self.missing(name);
        self.at(name, |reader, value| {
            let date = value.as_str().and_then(parse_date);
            if date.is_none() {
                reader.report("ここには、日付(YYYY-MM-DD)が必要です".to_owned());
            }
            date
        })
    }

    fn word<T: Copy>(&mut self, name: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        self.at(name, |reader, value| {
            let word = words.iter().find(|(word, _)| value.as_str() == Some(word)).map(|(_, meaning)| *meaning);
            if word.is_none() {
                reader.report_word(&words.iter().map(|(word, _)| *word).collect::<Vec<_>>());
            }
            word
        })
    }

    #[inline(never)]
    fn fact_if(&mut self, name: &'static str) -> Option<Fact> {
        let text = self.text_if(name)?;
        fact(&text)
            .map_err(|message| {
                self.reader.path.push(Step::Key(name.to_owned()));
                self.reader.report(message);
                self.reader.path.pop();
            })
            .ok()
    }

    fn optional<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Table) -> Option<T>) -> Option<T> {
        self.at(name, |reader, value| reader.table(value, read))
    }

    /// The facts where the prose is left out: a file may have them, and they are not looked at.
    fn left_out(&mut self) -> Option<Facts> {
        self.known.push("facts");
        Some(Facts::left_out())
    }

    fn required<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Table) -> Option<T>) -> Option<T> {
        self.missing(name);
        self.optional(name, read)
    }

    fn list<T>(&mut self, name: &'static str, read: impl Fn(&mut Table) -> Option<T>) -> Vec<T> {
        let list = self.at(name, |reader, value| {
            let entries = reader.list(value)?;
            let mut list = Vec::with_capacity(entries.len());
            for (index, entry) in entries.iter().enumerate() {
                reader.path.push(Step::Index(index));
                list.extend(reader.table(entry, &read));
                reader.path.pop();
            }
            Some(list)
        });
        list.unwrap_or_default()
    }
}
