//! One option among several.

use kakari_catalog::ChoiceOption;
use kakari_draft::Value;

use super::field::Field;
use crate::html::{El, el};
use crate::route::focus_within;
use crate::store::Link;
use crate::words::{about, button, option, provisional_mark, span};

/// Up to this many characters an option takes half of the width, or a third.
const SHORT: usize = 14;

/// Radio buttons: two or three short ones side by side, many in columns.
pub fn choice_field(link: &Link, field: &Field) -> El {
    let options = field.options();
    let is_short = options.iter().all(|own| own.label.chars().count() <= SHORT && own.help.is_none());
    let class = match options.len() {
        _ if field.is_table_row => "options is-cells",
        2 | 3 if is_short => "options is-row",
        0..=3 => "options",
        4..=6 => "options is-halves",
        _ => "options is-columns",
    };
    el("div")
        .class(class)
        .all((0..options.len()).map(|place| radio_option(link, field, place)))
        .when(field.value.is_some() && !field.is_wide(), || clear(link, field))
}

/// A radio button with its words. What an option means stands in the head of a table.
fn radio_option(link: &Link, field: &Field, place: usize) -> El {
    let (index, own) = (field.index, &field.options()[place]);
    let radio = radio(&field.item().id, &own.key, field.value.and_then(Value::as_str) == Some(&own.key)).on_change(
        link,
        move |store, _| {
            let key = store.catalog.options_at(index)[place].key.clone();
            store.type_in(index, Some(Value::String(key)));
        },
    );
    let words = el("span")
        .class("option-text")
        .text(&own.label)
        .maybe(own.help.as_deref().filter(|_| !field.is_table_row), |help| span("option-help", help));
    el("label")
        .class("option")
        .with(radio)
        .with(words)
        .when(field.with_codes && !field.item().is_facility(), || code(field, own))
}

/// The code of an option as it is keyed.
pub fn code(field: &Field, option: &ChoiceOption) -> El {
    let code = el("span").class("option-code");
    match field.item().official_code(option) {
        Some(official) => code.text(&["コード ", official].concat()),
        None => code.with(provisional_mark()),
    }
}

/// Takes the answer away.
pub fn clear(link: &Link, field: &Field) -> El {
    let index = field.index;
    button("clear", "取り消す").with(about(field.item().short())).on_click(link, move |store| {
        store.type_in(index, None);
        focus_within(store, &store.item(index).id, "input");
    })
}

/// A radio button.
pub fn radio(name: &str, value: &str, checked: bool) -> El {
    el("input").attr("type", "radio").attr("name", name).value(value).checked(checked)
}

/// A list that unfolds.
pub fn select_field(link: &Link, field: &Field) -> El {
    let (index, chosen) = (field.index, field.text());
    let select = el("select").class("select").on_change(link, move |store, key| {
        store.type_in(index, (!key.is_empty()).then_some(Value::String(key)));
    });
    field
        .describe(select)
        .with(list_entry("", chosen.is_empty(), "選んでください"))
        .all(field.options().iter().map(|option| list_entry(&option.key, chosen == option.key, &option.label)))
}

/// An entry of a list that unfolds.
pub fn list_entry(value: &str, selected: bool, label: &str) -> El {
    el("option").attr("value", value).flag("selected", selected).text(label)
}

/// Yes or no.
pub fn flag_field(link: &Link, field: &Field) -> El {
    let index = field.index;
    let chosen = field.value.and_then(Value::as_bool);
    let view = |flag: bool, value: &str, label: &str| {
        let radio = radio(&field.item().id, value, chosen == Some(flag))
            .on_change(link, move |store, _| store.type_in(index, Some(Value::Bool(flag))));
        option("option", radio, label)
    };
    el("div")
        .class("options is-row")
        .with(view(true, "true", "はい"))
        .with(view(false, "false", "いいえ"))
        .when(field.value.is_some(), || clear(link, field))
}
