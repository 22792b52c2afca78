//! All answers as a table that can be read, and printed as 控え.

use kakari_catalog::{Item, Kind, parse_date, wareki};
use kakari_draft::Value;
use yew::prelude::*;

use crate::route::{Step, href_of};
use crate::store::Store;

/// An answer in words; `None` where there is none.
fn words(store: &Store, item: &Item) -> Option<Vec<String>> {
    let label =
        |key: &str| store.catalog.option(item, key).map_or_else(|| key.to_owned(), |option| option.label.clone());
    let unit = item.unit.as_deref().unwrap_or_default();
    let value = store.value(item)?;
    let text = match (item.kind, value) {
        (Kind::Choice, Value::String(key)) => vec![label(key)],
        (Kind::Multi, Value::Array(keys)) => {
            let labels = keys.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>();
            vec![format!("{}({}件)", labels.join("、"), labels.len())]
        }
        (_, Value::Number(number)) => vec![format!("{number}{unit}")],
        (_, Value::Bool(flag)) => vec![if *flag { "はい" } else { "いいえ" }.to_owned()],
        (Kind::Date, Value::String(text)) => vec![parse_date(text).map_or_else(|| text.clone(), wareki::day)],
        (_, Value::String(text)) => text.split('\n').map(ToOwned::to_owned).collect(),
        (_, Value::Array(entries)) => entries
            .iter()
            .map(|entry| match entry {
                Value::Object(entry) => {
                    let part = |name| entry.get(name).and_then(Value::as_str).unwrap_or_default();
                    format!("{}: {}", part("name"), part("content"))
                }
                other => other.as_str().unwrap_or_default().to_owned(),
            })
            .collect(),
        (_, Value::Null | Value::Object(_)) => vec!["(読み取れない値)".to_owned()],
    };
    Some(text)
}

/// The table, section by section.
pub fn answers(store: &Store) -> Html {
    let sections = Step::ALL.into_iter().filter(|step| step.is_section());
    html! {
        <section class="answers">
            <h2>{ "入力した内容" }</h2>
            <p class="print-only">{ format!("{} / {}", crate::words::draft_name(store), store.catalog.label()) }</p>
            { for sections.map(|step| view_section(store, step)) }
        </section>
    }
}

fn view_section(store: &Store, step: Step) -> Html {
    let asked = store
        .catalog
        .items_of(step.name())
        .filter(|item| store.value(item).is_some() || (item.role.is_none() && store.is_asked(item)));
    let row = |item: &Item| {
        let words = words(store, item);
        html! {
            <tr key={item.id.clone()}>
                <th scope="row">{ item.label.clone() }</th>
                <td class={words.is_none().then_some("is-missing")}>{ match words {
                    Some(lines) => lines.into_iter().map(|line| html! { <p>{ line }</p> }).collect::<Html>(),
                    None => html! { <p>{ "未入力" }</p> },
                } }</td>
                <td class="answers-change"><a href={href_of(item)}>{ "変更" }<span class="visually-hidden">{ format!("({})", item.short()) }</span></a></td>
            </tr>
        }
    };
    html! {
        <table key={step.name()}>
            <caption>{ step.label() }</caption>
            <tbody>{ for asked.map(row) }</tbody>
        </table>
    }
}
