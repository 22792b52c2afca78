//! All answers as a table that can be read, and printed as 控え.

use kakari_catalog::{Item, Kind, parse_date, wareki};
use kakari_draft::Value;
use kakari_rules::Severity;

use crate::html::{El, el};
use crate::route::{Step, href_of};
use crate::store::Store;
use crate::words::{draft_name, p, unseen, versions};

/// An answer in words, a paragraph for each line.
fn words(store: &Store, item: &Item, value: &Value) -> Vec<String> {
    let label = |key: &str| store.catalog.option(item, key).map_or_else(|| key.to_owned(), |own| own.label.clone());
    match (item.kind, value) {
        (Kind::Choice, Value::String(key)) => vec![label(key)],
        (Kind::Multi, Value::Array(keys)) => {
            let labels: Vec<_> = keys.iter().filter_map(Value::as_str).map(label).collect();
            vec![[&labels.join("、"), "(", &labels.len().to_string(), "件)"].concat()]
        }
        (_, Value::Number(number)) => vec![[number.as_str(), item.unit.as_deref().unwrap_or_default()].concat()],
        (_, Value::Bool(flag)) => vec![if *flag { "はい" } else { "いいえ" }.to_owned()],
        (Kind::Date, Value::String(text)) => vec![parse_date(text).map_or_else(|| text.clone(), wareki::day)],
        (_, Value::String(text)) => text.split('\n').map(ToOwned::to_owned).collect(),
        (_, Value::Array(entries)) => entries.iter().map(entry).collect(),
        (_, Value::Null | Value::Object(_)) => vec!["(読み取れない値)".to_owned()],
    }
}

/// An answer in one line.
pub fn in_words(store: &Store, item: &Item, value: Option<&Value>) -> String {
    value.map_or_else(|| "未入力".to_owned(), |value| words(store, item, value).join("、"))
}

fn entry(entry: &Value) -> String {
    match entry {
        Value::Object(entry) => {
            let part = |name| entry.get(name).and_then(Value::as_str).unwrap_or_default();
            [part("name"), ": ", part("content")].concat()
        }
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

/// The table, section by section.
pub fn answers(store: &Store) -> El {
    let sections = Step::ALL.into_iter().filter(|step| step.is_section());
    let made = ["作成 ", &wareki::day(store.today), " / ", &versions(store)].concat();
    let errors = store.report.count(Severity::Error);
    let draft = || p("print-only is-draft", &format!("下書き(エラーが{errors}件残っています)"));
    let signature =
        el("p").class("print-only signature").with(el("span").text("記入者")).with(el("span").text("確認者"));
    el("section")
        .class("answers")
        .with(el("h2").text("入力した内容"))
        .when(errors > 0, draft)
        .with(p("print-only", &[draft_name(store), " / ", store.catalog.label()].concat()))
        .with(p("print-only", &made))
        .all(sections.map(|step| view_section(store, step)))
        .with(signature)
}

fn view_section(store: &Store, step: Step) -> El {
    let asked = store
        .catalog
        .items_of(step.name())
        .filter(|item| store.value(item).is_some() || (item.role.is_none() && store.is_asked(item)));
    el("table")
        .key(step.name())
        .with(el("caption").text(step.label()))
        .with(el("tbody").all(asked.map(|item| view_row(store, item))))
}

fn view_row(store: &Store, item: &Item) -> El {
    let answer = match store.value(item) {
        Some(value) => el("td").all(words(store, item, value).iter().map(|line| el("p").text(line))),
        None => el("td").class("is-missing").with(el("p").text("未入力")),
    };
    let change = el("a").attr("href", &href_of(item)).text("変更").with(unseen(&["(", item.short(), ")"].concat()));
    el("tr")
        .key(&item.id)
        .with(el("th").attr("scope", "row").text(&item.label))
        .with(answer)
        .with(el("td").class("answers-change").with(change))
}
