//! One option among several.

use kakari_catalog::{ChoiceOption, Kind};
use kakari_draft::Value;

use super::field::Control;
use crate::html::{El, el};
use crate::route::focus_within;
use crate::store::{Context, Store};
use crate::words::{about, button, option, provisional_mark, span};

/// Radio buttons.
pub fn choice_field(store: &Context, control: &Control) -> El {
    let index = control.index;
    let item = store.item(index);
    let chosen = store.value(item).and_then(Value::as_str);
    // The facility's own fields have no official codes, so nothing is missing there.
    let marked = !item.is_facility() && !are_codes_unsure(store, index);
    let view = |(place, own): (usize, &ChoiceOption)| {
        let radio = radio(&item.id, &own.key, chosen == Some(&own.key)).on_change(store, move |store, _| {
            let key = store.catalog.options_at(index)[place].key.clone();
            store.type_in(index, Some(Value::String(key)));
        });
        let words = span("option-text", &own.label).maybe(own.help.as_deref(), |help| span("option-help", help));
        let code = || {
            let code = el("span").class("option-code");
            match item.official_code(own) {
                Some(official) => code.text(&["コード ", official].concat()),
                None => code.with(provisional_mark()),
            }
        };
        el("label").class("option").with(radio).with(words).when(marked, code)
    };
    let clear = || {
        button("button is-quiet is-small", "選択を取り消す").with(about(item.short())).on_click(store, move |store| {
            store.type_in(index, None);
            focus_within(store, &store.item(index).id, "input");
        })
    };
    el("div")
        .class("options")
        .all(store.catalog.options_at(index).iter().enumerate().map(view))
        .when(store.value(item).is_some(), clear)
}

/// Whether no code of a choice has been seen on an official page: that is said once, not with each option.
pub fn are_codes_unsure(store: &Store, index: usize) -> bool {
    let item = store.item(index);
    item.kind == Kind::Choice
        && !item.is_facility()
        && store.catalog.options_at(index).iter().all(|option| item.official_code(option).is_none())
}

/// A radio button.
pub fn radio(name: &str, value: &str, checked: bool) -> El {
    el("input").attr("type", "radio").attr("name", name).value(value).checked(checked)
}

/// A list that unfolds.
pub fn select_field(store: &Context, control: &Control) -> El {
    let index = control.index;
    let chosen = store.text(&store.item(index).id);
    let options = store.catalog.options_at(index).iter();
    let select = el("select").class("select").on_change(store, move |store, key| {
        store.type_in(index, (!key.is_empty()).then_some(Value::String(key)));
    });
    control
        .describe(select)
        .with(list_entry("", chosen.is_empty(), "選んでください"))
        .all(options.map(|option| list_entry(&option.key, chosen == option.key, &option.label)))
}

/// An entry of a list that unfolds.
pub fn list_entry(value: &str, selected: bool, label: &str) -> El {
    el("option").attr("value", value).flag("selected", selected).text(label)
}

/// Yes or no.
pub fn flag_field(store: &Context, control: &Control) -> El {
    let index = control.index;
    let item = store.item(index);
    let chosen = store.value(item).and_then(Value::as_bool);
    let view = |flag: bool, value: &str, label: &str| {
        let radio = radio(&item.id, value, chosen == Some(flag))
            .on_change(store, move |store, _| store.type_in(index, Some(Value::Bool(flag))));
        option("option", radio, label)
    };
    el("div").class("options is-row").with(view(true, "true", "はい")).with(view(false, "false", "いいえ"))
}
