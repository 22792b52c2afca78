//! What an edition file holds.

use kakari_sources::Grade;
use time::Date;

/// A day from a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Span {
    /// Whether the day lies in the span.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The dates of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// 基準日.
    pub as_of: Date,
    /// 暦年の実績.
    pub calendar: Span,
    /// 診療報酬の実績(年度).
    pub fiscal: Span,
    /// 報告期間.
    pub window: Span,
}

/// Which days an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodKey {
    /// 基準日時点の体制.
    AsOf,
    /// 前年1月から12月の実績.
    Calendar,
    /// 前年度4月から3月の実績.
    Fiscal,
}

/// What kind of value an item takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One option key.
    Choice,
    /// A list of option keys.
    Multi,
    /// Whole number, 0 or more.
    Count,
    /// Number with at most one decimal, cut off.
    Decimal1,
    /// Free text.
    Text,
    /// 連携医療機関の名称 and 連携の内容.
    Partners,
    /// A list of names.
    Names,
    /// An ISO date (facility only).
    Date,
    /// Yes or no as a JSON boolean (facility only).
    Flag,
}

/// Why an item is not one of those that must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 特記事項 and other free additions.
    Remarks,
    /// A figure that another answer is worked out from; not itself reported.
    Working,
}

/// How an item stands on the 院内掲示.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    /// The heading sentence states it.
    Heading,
    /// The law asks for it to be posted.
    Required,
    /// On the example form, not asked by law.
    Optional,
}

/// Where a fact comes from: `"manual PDF p.62"` names a document and a place in it, `"inferred"` says it was not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// How well it is known.
    pub grade: Grade,
    /// Document id and place.
    pub source: Option<(String, String)>,
}

/// The grade and source of each official fact about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The number on the ministry's form.
    pub number: Option<Fact>,
    /// The name of the item.
    pub label: Fact,
    /// The choices and their codes, or the unit.
    pub input: Option<Fact>,
    /// The period the answer is about.
    pub period: Option<Fact>,
}

impl Facts {
    /// The facts that there are, in the order of the form: what each is called in a catalogue file and by people.
    pub fn known(&self) -> impl Iterator<Item = (&'static str, &'static str, &Fact)> {
        let all = [
            ("number", "項番", self.number.as_ref()),
            ("label", "項目名", Some(&self.label)),
            ("input", "選択肢・単位", self.input.as_ref()),
            ("period", "対象期間", self.period.as_ref()),
        ];
        all.into_iter().filter_map(|(key, name, fact)| Some((key, name, fact?)))
    }

    /// Stands in where the facts were left out with the prose: nothing is known, so nothing is official.
    pub(crate) fn left_out() -> Self {
        Self { number: None, label: Fact { grade: Grade::Inferred, source: None }, input: None, period: None }
    }
}

/// One answer among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The key in a draft.
    pub key: String,
    /// The code on the ministry's form, where one is known.
    pub code: Option<String>,
    /// The label, to the letter where it was read.
    pub label: String,
    /// Another official wording (diseases: 告示).
    pub formal: Option<String>,
    /// Reading in hiragana, for the search field.
    pub kana: Option<String>,
    /// Heading under which the option stands on the screen.
    pub group: Option<String>,
    /// Sentence that says what the choice means.
    pub help: Option<String>,
    /// 主な診療領域 (diseases): option keys of `f1.areas`.
    pub areas: Vec<String>,
    /// Whether choosing it counts as 実施している・実績がある.
    pub positive: bool,
    /// Whether it stands alone (該当無し).
    pub exclusive: bool,
    /// Grade and source of this option's code, where it differs from the item's.
    pub fact: Option<Fact>,
}

/// A named set of options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionSet {
    /// Name that items refer to.
    pub id: String,
    /// The options in the order of the form.
    pub options: Vec<ChoiceOption>,
}

/// A group of items inside a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name that items refer to, unique in the section.
    pub id: String,
    /// Heading.
    pub label: String,
    /// A sentence under the heading.
    pub help: Option<String>,
}

/// A step of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// First part of the item ids.
    pub id: String,
    /// 「2号機能 イ」.
    pub label: String,
    /// 「通常の診療時間外の診療」.
    pub title: String,
    /// What the section is about.
    pub help: Option<String>,
    /// Groups in the order of the form.
    pub groups: Vec<Group>,
}

/// When a conditional item is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// What decides.
    pub by: Decider,
    /// It is asked when one of these holds: option keys of the item, or outcomes of the decision.
    pub is: Vec<String>,
}

/// What decides whether a conditional item is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The answer to the item with this id.
    Item(String),
    /// A decision on what the institution has.
    Function(Function),
}

/// What an institution has or lacks, as the checks decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// 1号機能.
    One,
    /// 2号機能 イ.
    TwoI,
    /// 2号機能 ロ.
    TwoRo,
    /// 2号機能 ハ.
    TwoHa,
    /// 2号機能 ニ.
    TwoNi,
}

impl Function {
    /// The outcomes that a condition can name: 有り and 無し.
    pub const OUTCOMES: [&str; 2] = ["has", "lacks"];

    /// Its name for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::One => "1号機能",
            Self::TwoI => "2号機能 イ",
            Self::TwoRo => "2号機能 ロ",
            Self::TwoHa => "2号機能 ハ",
            Self::TwoNi => "2号機能 ニ",
        }
    }
}

impl When {
    /// The id of the item that decides, where one does.
    pub fn item(&self) -> Option<&str> {
        match &self.by {
            Decider::Item(id) => Some(id),
            Decider::Function(_) => None,
        }
    }

    /// The decision that decides, where one does.
    pub fn function(&self) -> Option<Function> {
        match self.by {
            Decider::Item(_) => None,
            Decider::Function(function) => Some(function),
        }
    }
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Stable id; see [`crate::Id`].
    pub id: String,
    /// Id of its [`Section`].
    pub section: String,
    /// Id of its [`Group`].
    pub group: String,
    /// Number on the ministry's form.
    pub number: Option<String>,
    /// Official name.
    pub label: String,
    /// Short name for summaries; the label where absent.
    pub short: Option<String>,
    /// Kind of value.
    pub kind: Kind,
    /// Name of its [`OptionSet`].
    pub options: Option<String>,
    /// 人, 回, か月 …
    pub unit: Option<String>,
    /// Days the answer is about.
    pub period: Option<PeriodKey>,
    /// ★: counts for 1号機能.
    pub star: bool,
    /// Place on the 院内掲示.
    pub posting: Option<Posting>,
    /// Places of 別表第八 it covers.
    pub law: Vec<String>,
    /// Condition under which it is asked.
    pub when: Option<When>,
    /// Why it need not be answered.
    pub role: Option<Role>,
    /// Counted from electronic claims and preprinted in G-MIS (NDBプレプリント).
    pub preprinted: bool,
    /// Whether the answer becomes public.
    pub published: bool,
    /// What is meant, in plain words.
    pub help: Option<String>,
    /// What does *not* have to hold, against common fears (for ★ items above all).
    pub not_needed: Option<String>,
    /// Grades and sources.
    pub facts: Facts,
}

impl Item {
    /// The name for summaries.
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }

    /// Whether it stands in the `facility` member of a draft.
    pub fn is_facility(&self) -> bool {
        self.section == "facility" || self.section == "target"
    }

    /// Whether it must be answered when its section is asked: not a remark, working figure or conditional item.
    pub fn is_required(&self) -> bool {
        self.role.is_none() && self.when.is_none()
    }

    /// Whether its number on the form may be printed as official.
    pub fn number_is_official(&self) -> bool {
        self.number.is_some() && self.facts.number.as_ref().is_some_and(|fact| fact.grade.is_official_code())
    }

    /// The least known of its facts.
    pub fn grade(&self) -> Grade {
        self.facts.known().map(|(.., fact)| fact.grade).max().unwrap_or(Grade::Inferred)
    }

    /// The grade of the code of one of its options.
    pub fn code_grade(&self, option: &ChoiceOption) -> Grade {
        let fact = option.fact.as_ref().or(self.facts.input.as_ref());
        fact.map_or(Grade::Inferred, |fact| fact.grade)
    }

    /// The code of one of its options, where it may be printed as official.
    pub fn official_code<'a>(&self, option: &'a ChoiceOption) -> Option<&'a str> {
        option.code.as_deref().filter(|_| self.code_grade(option).is_official_code())
    }
}

/// An edition file as it is read, before it is checked and indexed.
#[derive(Clone, Debug)]
pub struct EditionFile {
    /// 「R8」.
    pub edition: String,
    /// 「令和8年度報告」.
    pub label: String,
    /// Id of the built-in edition whose sections, sets and items this one takes over unless it replaces them.
    pub based_on: Option<String>,
    /// What is not yet sure about the edition as a whole (暫定).
    pub provisional: Option<String>,
    /// Dates.
    pub dates: Dates,
    /// Sections; those of a base with the same id are replaced.
    pub sections: Vec<Section>,
    /// Option sets; those of a base with the same id are replaced.
    pub option_sets: Vec<OptionSet>,
    /// Items; those of a base with the same id are replaced.
    pub items: Vec<Item>,
}

/// Reads `YYYY-MM-DD`; nothing else counts as a date.
pub fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shape_fits = bytes.len() == 10
        && bytes.iter().enumerate().all(
            |(at, byte)| {
                if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() }
            },
        );
    if !shape_fits {
        return None;
    }
    let month = time::Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()
}
