//! One option among several.

use kakari_catalog::ChoiceOption;
use kakari_draft::Value;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::field::Control;
use crate::route::focus_within;
use crate::store::{Action, Context};
use crate::words::provisional_mark;

/// Radio buttons.
pub fn choice_field(store: &Context, props: &Control) -> Html {
    let item = &store.catalog.items()[props.index];
    let options = store.catalog.options_at(props.index);
    let chosen = store.value(item).and_then(Value::as_str);
    let view = |option: &ChoiceOption| {
        let onchange = {
            let (store, item, key) = (store.clone(), item.id.clone(), option.key.clone());
            Callback::from(move |_: Event| {
                store.dispatch(Action::Set { item: item.clone(), value: Some(Value::String(key.clone())) });
            })
        };
        // The facility's own fields have no official codes, so nothing is missing there.
        let provisional = !item.is_facility() && item.official_code(option).is_none();
        html! {
            <label class="option">
                <input type="radio" name={item.id.clone()} value={option.key.clone()}
                    checked={chosen == Some(&option.key)} {onchange} />
                <span class="option-text">
                    { option.label.clone() }
                    if let Some(help) = &option.help { <span class="option-help">{ help.clone() }</span> }
                </span>
                if !item.is_facility() {
                    <span class="option-code">{ match item.official_code(option) {
                        Some(code) => html! { { format!("コード {code}") } },
                        None if provisional => provisional_mark(),
                        None => Html::default(),
                    } }</span>
                }
            </label>
        }
    };
    let clear = {
        let (store, item) = (store.clone(), item.id.clone());
        Callback::from(move |_| {
            store.dispatch(Action::Set { item: item.clone(), value: None });
            focus_within(&item, "input");
        })
    };
    html! {
        <div class="options">
            { for options.iter().map(view) }
            if store.value(item).is_some() {
                <button type="button" class="button is-quiet is-small" onclick={clear}>{ "選択を取り消す" }</button>
            }
        </div>
    }
}

/// A list that unfolds.
pub fn select_field(store: &Context, props: &Control) -> Html {
    let item = &store.catalog.items()[props.index];
    let chosen = store.value(item).and_then(Value::as_str).unwrap_or_default();
    let onchange = {
        let (store, item) = (store.clone(), item.id.clone());
        Callback::from(move |event: Event| {
            let key = event.target_unchecked_into::<HtmlSelectElement>().value();
            let value = (!key.is_empty()).then_some(Value::String(key));
            store.dispatch(Action::Set { item: item.clone(), value });
        })
    };
    let view = |option: &ChoiceOption| {
        html! {
            <option value={option.key.clone()} selected={chosen == option.key}>
                { option.label.clone() }
            </option>
        }
    };
    html! {
        <select id={props.id()} class="select" {onchange} aria-describedby={props.described.clone()}
            aria-invalid={props.invalid.then_some("true")}>
            <option value="" selected={chosen.is_empty()}>{ "選んでください" }</option>
            { for store.catalog.options_at(props.index).iter().map(view) }
        </select>
    }
}

/// Yes or no.
pub fn flag_field(store: &Context, props: &Control) -> Html {
    let item = &store.catalog.items()[props.index];
    let chosen = store.value(item).and_then(Value::as_bool);
    let onchange = {
        let (store, item) = (store.clone(), item.id.clone());
        Callback::from(move |event: Event| {
            let yes = event.target_unchecked_into::<HtmlInputElement>().value() == "true";
            store.dispatch(Action::Set { item: item.clone(), value: Some(Value::Bool(yes)) });
        })
    };
    let view = |flag: bool, label: &str| {
        html! {
            <label class="option">
                <input type="radio" name={item.id.clone()} value={flag.to_string()} checked={chosen == Some(flag)}
                    onchange={onchange.clone()} />
                <span class="option-text">{ label.to_owned() }</span>
            </label>
        }
    };
    html! { <div class="options is-row">{ view(true, "はい") }{ view(false, "いいえ") }</div> }
}
