//! The catalogue as a `Questionnaire`.

use kakari_catalog::{Catalog, ChoiceOption, Decider, Function, Item, Kind, Role, Section, When, parse_date};
use kakari_draft::Value;
use kakari_sources::documents;

use crate::answers::MOST;
use crate::json::{self, Node};
use crate::names::{self, Extension, link, standard};

/// Up to this many options stand side by side; more are looked up in a list.
const SHOWN_AT_ONCE: usize = 8;

/// The `Questionnaire` of an edition, as JSON. The same catalogue gives the same bytes.
pub fn questionnaire(catalog: &Catalog) -> String {
    let window = catalog.dates().window;
    let title = format!("かかりつけ医機能報告 {}", catalog.label());
    let mut description = format!(
        "医療法第30条の18の4による{title}の報告事項です。基準日は{}です。",
        kakari_catalog::wareki::day(catalog.dates().as_of)
    );
    if let Some(provisional) = catalog.provisional() {
        description.push_str("\n暫定: ");
        description.push_str(provisional);
    }
    let period =
        Node::new().with("start", window.from.to_string().as_str()).with("end", window.to.to_string().as_str());
    let japan = Node::new().with("system", "urn:iso:std:iso:3166").with("code", "JP");
    let resource = Node::resource("Questionnaire")
        .with("id", names::questionnaire_id(catalog).as_str())
        .with("language", "ja")
        .with("url", names::questionnaire(catalog).as_str())
        .with("version", names::version(catalog).as_str())
        .with("name", format!("Kakari{}", catalog.edition()).as_str())
        .with("title", title.as_str())
        .with("status", "draft")
        .list("subjectType", vec!["Organization".into()])
        .text("date", sources_checked())
        .with("description", description.as_str())
        .list("jurisdiction", vec![Node::new().list("coding", vec![japan.end()]).end()])
        .with("effectivePeriod", period)
        .list("item", catalog.sections().iter().map(|section| section_item(catalog, section)).collect());
    json::text(&resource.end())
}

/// The newest day on which one of the sources was checked: the facts are as old as that, whenever this is made.
fn sources_checked() -> Option<&'static str> {
    documents().iter().filter_map(|document| document.checked).filter(|day| parse_date(day).is_some()).max()
}

fn section_item(catalog: &Catalog, section: &Section) -> Value {
    let help = section.help.as_deref().map(|text| help_item(&section.id, text));
    let groups = section.groups.iter().filter_map(|group| {
        let link_id = link::group(&section.id, &group.id);
        let help = group.help.as_deref().map(|text| help_item(&link_id, text));
        let items = catalog.items_of(&section.id).filter(|item| item.group == group.id);
        let items: Vec<_> = items.map(|item| question(catalog, item)).collect();
        // A group without questions is none (que-1).
        if items.is_empty() { None } else { Some(group_item(&link_id, &group.label, help.into_iter().chain(items))) }
    });
    let text = format!("{} {}", section.label, section.title);
    group_item(&section.id, &text, help.into_iter().chain(groups))
}

fn group_item(link_id: &str, text: &str, items: impl Iterator<Item = Value>) -> Value {
    Node::new().with("linkId", link_id).with("text", text).with("type", "group").list("item", items.collect()).end()
}

fn help_item(of: &str, text: &str) -> Value {
    Node::new()
        .list("extension", vec![item_control("help")])
        .with("linkId", link::help(of).as_str())
        .with("text", text)
        .with("type", "display")
        .end()
}

fn item_control(code: &str) -> Value {
    let coding = Node::new().with("system", standard::ITEM_CONTROL_CODES).with("code", code).end();
    let concept = Node::new().list("coding", vec![coding]);
    Node::extension(standard::ITEM_CONTROL).with("valueCodeableConcept", concept).end()
}

fn question(catalog: &Catalog, item: &Item) -> Value {
    let options = catalog.options(item);
    let when = enable_when(catalog, item.when.as_ref());
    let mut node = Node::new()
        .list("extension", extensions(item, options))
        .with("linkId", item.id.as_str())
        .text("prefix", item.number.as_deref().filter(|_| item.number_is_official()))
        .with("text", item.label.as_str())
        .with("type", item_type(item));
    let required = is_required(item, &when);
    if !when.is_empty() {
        node = node.list("enableWhen", when).with("enableBehavior", "any");
    }
    if required {
        node = node.with("required", true);
    }
    if matches!(item.kind, Kind::Multi | Kind::Names | Kind::Partners) {
        node = node.with("repeats", true);
    }
    let options = options.iter().map(|option| answer_option(item, option)).collect();
    node.list("answerOption", options).list("item", children(catalog, item)).end()
}

fn item_type(item: &Item) -> &'static str {
    match item.kind {
        Kind::Choice | Kind::Multi => "choice",
        Kind::Count => "integer",
        Kind::Decimal1 => "decimal",
        // Names and numbers of the institution stand on one line; everything else may need more.
        Kind::Text if item.is_facility() => "string",
        Kind::Text => "text",
        Kind::Names => "string",
        Kind::Partners => "group",
        Kind::Date => "date",
        Kind::Flag => "boolean",
    }
}

/// Asked of everyone whom its condition meets. The 2号機能 are only asked of those who hold the 1号機能, which no
/// `enableWhen` says, nor does it say every condition; what is missing there is for the checks to find, or nobody else
/// could complete the form.
fn is_required(item: &Item, when: &[Value]) -> bool {
    item.role.is_none() && !item.section.starts_with("f2") && (item.when.is_none() || !when.is_empty())
}

fn extensions(item: &Item, options: &[ChoiceOption]) -> Vec<Value> {
    let mut all = Vec::new();
    let control = match item.kind {
        Kind::Multi => Some("check-box"),
        Kind::Choice if options.len() <= SHOWN_AT_ONCE => Some("radio-button"),
        Kind::Choice => Some("drop-down"),
        _ => None,
    };
    all.extend(control.map(item_control));
    match item.kind {
        Kind::Count => {
            all.push(Node::extension(standard::MIN_VALUE).number("valueInteger", 0).end());
            all.push(Node::extension(standard::MAX_VALUE).number("valueInteger", MOST).end());
        }
        Kind::Decimal1 => {
            all.push(Node::extension(standard::MIN_VALUE).number("valueDecimal", 0).end());
            all.push(Node::extension(standard::MAX_VALUE).number("valueDecimal", MOST).end());
            all.push(Node::extension(standard::MAX_DECIMAL_PLACES).number("valueInteger", 1).end());
        }
        _ => {}
    }
    if let Some(unit) = &item.unit {
        let coding = Node::new().with("display", unit.as_str());
        all.push(Node::extension(standard::UNIT).with("valueCoding", coding).end());
    }
    let own = |extension: Extension| Node::extension(&extension.url());
    all.extend(item.law.iter().map(|place| own(Extension::Law).with("valueString", place.as_str()).end()));
    all.extend(provisional(item).map(|(fact, _)| own(Extension::Provisional).with("valueCode", fact).end()));
    all
}

/// Facts that were not seen on an official page: how data and how people call them.
fn provisional(item: &Item) -> impl Iterator<Item = (&'static str, &'static str)> {
    let input = if item.options.is_some() { "選択肢" } else { "数え方" };
    let provisional = item.facts.known().filter(|(.., fact)| fact.grade.is_provisional());
    provisional.map(move |(key, name, _)| (key, if key == "input" { input } else { name }))
}

/// The answers of which one has to be given, so that a conditional item is asked; none where no answers say so.
fn enable_when(catalog: &Catalog, when: Option<&When>) -> Vec<Value> {
    let Some(when) = when else { return Vec::new() };
    let one = |(decider, option): (&Item, &ChoiceOption)| {
        Node::new()
            .with("question", decider.id.as_str())
            .with("operator", "=")
            .with("answerCoding", coding(decider, option))
            .end()
    };
    match &when.by {
        Decider::Item(id) => {
            let Some((_, decider)) = catalog.find(id) else { return Vec::new() };
            when.is.iter().filter_map(|key| Some((decider, catalog.option(decider, key)?))).map(one).collect()
        }
        // 1号機能 is lacking as soon as one of the ★ items is answered in the negative. No list of answers says more.
        Decider::Function(Function::One) if when.is == ["lacks"] => {
            let stars = catalog.items().iter().filter(|item| item.star);
            let options = stars.flat_map(|item| catalog.options(item).iter().map(move |option| (item, option)));
            options.filter(|(_, option)| !option.positive).map(one).collect()
        }
        Decider::Function(_) => Vec::new(),
    }
}

/// An option as an answer.
pub fn coding(item: &Item, option: &ChoiceOption) -> Value {
    Node::new()
        .with("system", names::options(item).as_str())
        .with("code", option.key.as_str())
        .with("display", option.label.as_str())
        .end()
}

fn answer_option(item: &Item, option: &ChoiceOption) -> Value {
    let mut extensions = Vec::new();
    if option.exclusive {
        extensions.push(Node::extension(standard::OPTION_EXCLUSIVE).with("valueBoolean", true).end());
    }
    if let Some(code) = item.official_code(option) {
        let official = Node::new()
            .with("system", names::official(item).as_str())
            .with("code", code)
            .with("display", option.label.as_str());
        extensions.push(Node::extension(&Extension::OfficialCode.url()).with("valueCoding", official).end());
    }
    Node::new().list("extension", extensions).with("valueCoding", coding(item, option)).end()
}

/// The parts of a repeating group, and the help, which stands last.
fn children(catalog: &Catalog, item: &Item) -> Vec<Value> {
    let mut all = Vec::new();
    if item.kind == Kind::Partners {
        let part = |link_id: &str, text: &str| {
            Node::new().with("linkId", link_id).with("text", text).with("type", "string").end()
        };
        all.push(part(&link::partner_name(&item.id), "連携医療機関の名称"));
        all.push(part(&link::partner_content(&item.id), "連携の内容"));
    }
    let help = help(catalog, item);
    if !help.is_empty() {
        all.push(help_item(&item.id, &help));
    }
    all
}

/// What someone who answers has to know, a line each.
fn help(catalog: &Catalog, item: &Item) -> String {
    let mut lines = Vec::new();
    if item.star {
        lines.push("★1号機能の要件の項目です。".to_owned());
    }
    lines.extend([&item.help, &item.not_needed].into_iter().flatten().cloned());
    for option in catalog.options(item) {
        lines.extend(option.help.iter().map(|help| format!("「{}」: {help}", option.label)));
    }
    lines.extend(item.period.map(|period| format!("対象: {}", catalog.period_in_words(period))));
    if item.role == Some(Role::Working) {
        lines.push("計算のもとにする数で、報告はしません。".to_owned());
    }
    let unsure: Vec<_> = provisional(item).map(|(_, word)| word).collect();
    if !unsure.is_empty() {
        lines.push(format!("暫定: {}は、公的な資料で確かめられていません。", unsure.join("、")));
    }
    lines.join("\n")
}
