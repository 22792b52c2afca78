//! From answers to rows.

use std::collections::BTreeSet;

use kakari_catalog::{ChoiceOption, Fact, Id, Item, Kind, Role};
use kakari_draft::{Exact, Value};
use kakari_form::Form;
use kakari_rules::{Answer, Context, InstitutionCode, Partner, Place, Report};
use kakari_sources::Document;

use super::{Cell, Row};

/// Code and name of the institution.
pub(super) fn head(context: &Context, report: &Report) -> Vec<Row> {
    let row = |id: Id, value: &dyn Fn(&str) -> String| {
        let place = context.catalog.index(id);
        let value = Cell::text(context.text(id).map(value).unwrap_or_default());
        // Not part of the report: no period, and nothing to be sure or unsure of.
        Row { value, official: None, basis: String::new(), ..base(context, report, place) }
    };
    vec![
        row(Id::FacilityCode, &|text| {
            InstitutionCode::parse(text).map_or_else(|| text.to_owned(), |code| code.to_string())
        }),
        row(Id::FacilityName, &|text| text.trim().to_owned()),
    ]
}

/// The rows of every item that is asked, and of what stands where that cannot be told.
pub(super) fn rows(context: &Context, report: &Report) -> Vec<Row> {
    let form = Form::new(context.draft, context.catalog, report);
    of_items(context, report, |place, item| is_keyed(item) && form.is_handed_over(place))
}

/// What is answered and not keyed: the institution but for code and name, working figures, and what is not asked.
pub(super) fn unkeyed(context: &Context, report: &Report) -> Vec<Row> {
    of_items(context, report, |place, item| {
        let is_head = [Id::FacilityCode.as_str(), Id::FacilityName.as_str()].contains(&item.id.as_str());
        context.draft.is_answered(&item.id) && !is_head && (!is_keyed(item) || report.asked(place).is_left_out())
    })
}

fn of_items(context: &Context, report: &Report, is_meant: impl Fn(usize, &Item) -> bool) -> Vec<Row> {
    let items = context.catalog.items().iter().enumerate().filter(|(place, item)| is_meant(*place, item));
    items.flat_map(|(place, item)| of_item(context, report, place, item)).collect()
}

fn is_keyed(item: &Item) -> bool {
    !item.is_facility() && item.role != Some(Role::Working)
}

fn of_item(context: &Context, report: &Report, place: usize, item: &Item) -> Vec<Row> {
    let base = base(context, report, place);
    let with = |value: Cell| Row { value, ..base.clone() };
    let typed = context.draft.get(&item.id);
    match context.answer_at(place) {
        Answer::Missing => vec![base],
        Answer::Choice(option) => vec![option_row(&base, item, option)],
        Answer::Multi(chosen) => {
            // In the order of the screen, not of the ticking; then whatever is no option.
            let options = context.catalog.options_at(place);
            let known = options.iter().filter(|option| chosen.iter().any(|own| own.key == option.key));
            let keys = typed.and_then(Value::as_array).unwrap_or_default().iter().filter_map(Value::as_str);
            let unknown = keys.filter(|key| !options.iter().any(|option| option.key == **key));
            known
                .map(|option| option_row(&base, item, option))
                .chain(unknown.map(|key| Row { official: None, ..with(Cell::text(key)) }))
                .collect()
        }
        Answer::Count(count) => vec![with(number(typed, 0, count.to_string()))],
        Answer::Tenths(tenths) => {
            let text = match (tenths / 10, tenths % 10) {
                (whole, 0) => whole.to_string(),
                (whole, rest) => format!("{whole}.{rest}"),
            };
            vec![with(number(typed, 1, text))]
        }
        Answer::Text(text) => vec![with(Cell::text(*text))],
        Answer::Partners(partners) => partners.iter().map(|partner| with(partner_cell(partner))).collect(),
        Answer::Names(names) => names.iter().map(|name| with(Cell::text(*name))).collect(),
        Answer::Flag(flag) => vec![with(Cell::text(if *flag { "はい" } else { "いいえ" }))],
        Answer::Unreadable | Answer::Date(_) => {
            vec![Row { official: None, ..with(as_typed(typed)) }]
        }
    }
}

fn option_row(base: &Row, item: &Item, option: &ChoiceOption) -> Row {
    let code = item.official_code(option);
    Row {
        code: code.map_or(Cell::Empty, |code| Cell::Number(code.to_owned())),
        option: option.label.clone(),
        basis: basis(item, option.fact.as_ref().or(item.facts.input.as_ref())),
        official: Some(code.is_some() && label_is_official(item)),
        ..base.clone()
    }
}

/// The number as it is reported; with too many decimals as it was typed, since cutting it off is for the user to do.
fn number(typed: Option<&Value>, places: u64, reported: String) -> Cell {
    match typed.and_then(Value::as_number) {
        Some(number) if Exact::of(number).decimals() > places => Cell::Number(number.to_string()),
        _ => Cell::Number(reported),
    }
}

fn partner_cell(partner: &Partner) -> Cell {
    Cell::text(format!("名称：{}　連携の内容：{}", partner.name, partner.content))
}

/// A value that is no answer to its item: nothing is hidden, and the findings beside it say what is wrong.
fn as_typed(value: Option<&Value>) -> Cell {
    match value {
        None => Cell::Empty,
        Some(Value::String(text)) => Cell::text(text),
        Some(other) => Cell::text(serde_json::to_string(other).unwrap_or_default()),
    }
}

/// What all rows of an item have in common.
fn base(context: &Context, report: &Report, place: usize) -> Row {
    let catalog = context.catalog;
    let item = &catalog.items()[place];
    let section = catalog.section(&item.section);
    let group = section.and_then(|section| section.groups.iter().find(|group| group.id == item.group));
    Row {
        function: section.map_or_else(String::new, |section| section.label.clone()),
        number: item.number.as_ref().filter(|_| item.number_is_official()).cloned().unwrap_or_default(),
        group: group.map_or_else(String::new, |group| group.label.clone()),
        label: item.label.clone(),
        unit: item.unit.clone().unwrap_or_default(),
        period: period(context, item),
        basis: basis(item, item.facts.input.as_ref()),
        official: Some(is_official(item)),
        findings: findings(report, place),
        id: item.id.clone(),
        ..Row::default()
    }
}

fn period(context: &Context, item: &Item) -> String {
    let Some(key) = item.period else {
        return String::new();
    };
    let words = context.catalog.period_in_words(key);
    let sure = item.facts.period.as_ref().is_some_and(|fact| !fact.grade.is_provisional());
    if sure { words } else { format!("{words}(暫定)") }
}

/// Whether name, number and way of answering are those of the official form, as far as this item has them.
fn is_official(item: &Item) -> bool {
    let input = item.facts.input.as_ref().is_some_and(|fact| match item.kind {
        Kind::Choice | Kind::Multi => fact.grade.is_official_code(),
        _ => !fact.grade.is_provisional(),
    });
    input && label_is_official(item)
}

fn label_is_official(item: &Item) -> bool {
    !item.facts.label.grade.is_provisional() && (item.number.is_none() || item.number_is_official())
}

/// Where the item stands in the law, and where its answer was read.
fn basis(item: &Item, input: Option<&Fact>) -> String {
    let law = item.law.iter().map(|place| ("regulation", place.as_str()));
    let read = input.into_iter().chain([&item.facts.label]).filter_map(source);
    let mut seen = BTreeSet::new();
    let places = law.chain(read.take(1)).filter(|place| seen.insert(*place));
    let short = |id| Document::get(id).map_or(id, |document| document.short);
    places.map(|(id, place)| format!("{} {place}", short(id))).collect::<Vec<_>>().join("、")
}

fn source(fact: &Fact) -> Option<(&str, &str)> {
    let known = fact.source.as_ref().filter(|_| !fact.grade.is_provisional());
    known.map(|(id, place)| (id.as_str(), place.as_str()))
}

fn findings(report: &Report, place: usize) -> String {
    let here = report.findings.iter().filter(|finding| finding.places.contains(&Place::Item(place)));
    let mut codes: Vec<&str> = Vec::new();
    for finding in here {
        if !codes.contains(&finding.code()) {
            codes.push(finding.code());
        }
    }
    codes.join(" ")
}
