//! A catalogue as a form needs it: plain data, complete in itself.

use kakari_catalog::{Catalog, ChoiceOption, Group, Item, PeriodKey, Posting, Role, Section, Span};
use serde::Serialize;

/// What a form is made from.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Form<'a> {
    /// "R8".
    edition: &'a str,
    /// 「令和8年度報告」.
    label: &'a str,
    /// What is not yet sure about the edition as a whole (暫定).
    provisional: Option<&'a str>,
    /// 基準日, "YYYY-MM-DD".
    as_of: String,
    /// 報告期間.
    window: Days,
    /// The sections in the order of the form.
    sections: Vec<FormSection<'a>>,
}

/// A day from a day to a day, both included, "YYYY-MM-DD".
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Days {
    /// First day.
    from: String,
    /// Last day.
    to: String,
}

/// A step of the form.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormSection<'a> {
    /// "f2i".
    id: &'a str,
    /// 「2号機能 イ」.
    label: &'a str,
    /// 「通常の診療時間外の診療」.
    title: &'a str,
    /// What the section is about.
    help: Option<&'a str>,
    /// The groups in the order of the form.
    groups: Vec<FormGroup<'a>>,
}

/// A group of items inside a section.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormGroup<'a> {
    /// Unique in the section.
    id: &'a str,
    /// Heading.
    label: &'a str,
    /// A sentence under the heading.
    help: Option<&'a str>,
    /// The items in the order of the form.
    items: Vec<FormItem<'a>>,
}

/// One thing that is asked.
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts")]
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormItem<'a> {
    /// The id that findings name.
    id: &'a str,
    /// The member of a draft that the answer stands in.
    #[cfg_attr(test, ts(type = "'facility' | 'answers'"))]
    member: &'static str,
    /// The name of the answer in that member.
    key: &'a str,
    /// Number on the ministry's form.
    number: Option<&'a str>,
    /// Whether the number may be printed as official. It is 暫定 otherwise.
    number_is_official: bool,
    /// Official name.
    label: &'a str,
    /// Short name for summaries.
    short: &'a str,
    /// Kind of value: one option key, a list of them, a whole number, a number with one decimal, a text, a list of
    /// `{name, content}`, a list of names, a day "YYYY-MM-DD", true or false.
    #[cfg_attr(
        test,
        ts(type = "'choice' | 'multi' | 'count' | 'decimal1' | 'text' | 'partners' | 'names' | 'date' | 'flag'")
    )]
    kind: &'static str,
    /// The answers to choose from, in the order of the form.
    options: Vec<FormOption<'a>>,
    /// 人, 回, か月 …
    unit: Option<&'a str>,
    /// The days that the answer is about.
    period: Option<FormPeriod>,
    /// ★: counts for 1号機能.
    star: bool,
    /// Place on the 院内掲示.
    #[cfg_attr(test, ts(type = "'heading' | 'required' | 'optional' | null"))]
    posting: Option<&'static str>,
    /// Places of 別表第八 that it covers.
    law: &'a [String],
    /// It is asked when another item holds one of these options.
    when: Option<FormCondition<'a>>,
    /// Whether it must be answered when its section is asked: no remark, working figure or conditional item.
    required: bool,
    /// A remark, or a figure that another answer is worked out from and that is not itself reported.
    #[cfg_attr(test, ts(type = "'remarks' | 'working' | null"))]
    role: Option<&'static str>,
    /// Counted from electronic claims and preprinted in G-MIS (NDBプレプリント).
    preprinted: bool,
    /// Whether the answer becomes public.
    published: bool,
    /// What is meant, in plain words.
    help: Option<&'a str>,
    /// What does not have to hold, against common fears.
    not_needed: Option<&'a str>,
    /// 暫定: one of its facts was not seen on an official page.
    provisional: bool,
}

/// The days that an answer is about.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormPeriod {
    /// 基準日, 暦年の実績 or 年度の実績.
    #[cfg_attr(test, ts(type = "'as_of' | 'calendar' | 'fiscal'"))]
    kind: &'static str,
    /// First day, "YYYY-MM-DD".
    from: String,
    /// Last day, "YYYY-MM-DD".
    to: String,
    /// 「令和8年1月1日〜令和8年12月31日の実績」.
    words: String,
}

/// When a conditional item is asked.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormCondition<'a> {
    /// Id of the item that decides.
    item: &'a str,
    /// Its options, one of which has to be chosen.
    is: &'a [String],
}

/// One answer among several.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormOption<'a> {
    /// The key in a draft.
    key: &'a str,
    /// The code on the ministry's form, where it may be printed as official.
    code: Option<&'a str>,
    /// The label, to the letter where it was read.
    label: &'a str,
    /// Another official wording (diseases: 告示).
    formal: Option<&'a str>,
    /// Reading in hiragana, for a search field.
    kana: Option<&'a str>,
    /// Heading under which the option stands.
    group: Option<&'a str>,
    /// What the choice means.
    help: Option<&'a str>,
    /// 主な診療領域 (diseases): option keys of `f1.areas`.
    areas: &'a [String],
    /// Whether it stands alone (該当無し).
    exclusive: bool,
}

impl<'a> Form<'a> {
    /// The form of a catalogue.
    pub fn new(catalog: &'a Catalog) -> Self {
        let dates = catalog.dates();
        Self {
            edition: catalog.edition(),
            label: catalog.label(),
            provisional: catalog.provisional(),
            as_of: dates.as_of.to_string(),
            window: Days::new(dates.window),
            sections: catalog.sections().iter().map(|section| FormSection::new(section, catalog)).collect(),
        }
    }
}

impl Days {
    fn new(span: Span) -> Self {
        Self { from: span.from.to_string(), to: span.to.to_string() }
    }
}

impl<'a> FormSection<'a> {
    fn new(section: &'a Section, catalog: &'a Catalog) -> Self {
        Self {
            id: &section.id,
            label: &section.label,
            title: &section.title,
            help: section.help.as_deref(),
            groups: section.groups.iter().map(|group| FormGroup::new(group, section, catalog)).collect(),
        }
    }
}

impl<'a> FormGroup<'a> {
    fn new(group: &'a Group, section: &'a Section, catalog: &'a Catalog) -> Self {
        let items = catalog.items_of(&section.id).filter(|item| item.group == group.id);
        Self {
            id: &group.id,
            label: &group.label,
            help: group.help.as_deref(),
            items: items.map(|item| FormItem::new(item, catalog)).collect(),
        }
    }
}

impl<'a> FormItem<'a> {
    fn new(item: &'a Item, catalog: &'a Catalog) -> Self {
        let (member, key) = match item.id.strip_prefix("facility.") {
            Some(key) => ("facility", key),
            None => ("answers", item.id.as_str()),
        };
        Self {
            id: &item.id,
            member,
            key,
            number: item.number.as_deref(),
            number_is_official: item.number_is_official(),
            label: &item.label,
            short: item.short(),
            kind: item.kind.key(),
            options: catalog.options(item).iter().map(|option| FormOption::new(option, item)).collect(),
            unit: item.unit.as_deref(),
            period: item.period.map(|key| FormPeriod::new(key, catalog)),
            star: item.star,
            posting: item.posting.map(Posting::key),
            law: &item.law,
            when: item.when.as_ref().map(|when| FormCondition { item: &when.item, is: &when.is }),
            required: item.is_required(),
            role: item.role.map(Role::key),
            preprinted: item.preprinted,
            published: item.published,
            help: item.help.as_deref(),
            not_needed: item.not_needed.as_deref(),
            provisional: item.grade().is_provisional(),
        }
    }
}

impl FormPeriod {
    fn new(key: PeriodKey, catalog: &Catalog) -> Self {
        let Days { from, to } = Days::new(catalog.days(key));
        Self { kind: key.key(), from, to, words: catalog.period_in_words(key) }
    }
}

impl<'a> FormOption<'a> {
    fn new(option: &'a ChoiceOption, item: &Item) -> Self {
        Self {
            key: &option.key,
            code: item.official_code(option),
            label: &option.label,
            formal: option.formal.as_deref(),
            kana: option.kana.as_deref(),
            group: option.group.as_deref(),
            help: option.help.as_deref(),
            areas: &option.areas,
            exclusive: option.exclusive,
        }
    }
}
