//! Text and days.

use kakari_catalog::{Role, parse_date, wareki};
use kakari_draft::Value;
use kakari_rules::InstitutionCode;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::field::Control;
use crate::store::{Action, Context, Store};

fn text_value(text: String) -> Option<Value> {
    (!text.is_empty()).then_some(Value::String(text))
}

/// A line of text, or several for remarks.
pub fn text_field(store: &Context, props: &Control) -> Html {
    let item = &store.catalog.items()[props.index];
    let shown = store.value(item).and_then(Value::as_str).unwrap_or_default().to_owned();
    let set = {
        let (store, item) = (store.clone(), item.id.clone());
        move |text: String| store.dispatch(Action::Set { item: item.clone(), value: text_value(text) })
    };
    if item.role == Some(Role::Remarks) && !item.is_facility() {
        let oninput =
            Callback::from(move |event: InputEvent| set(event.target_unchecked_into::<HtmlTextAreaElement>().value()));
        return html! {
            <>
                <textarea id={props.id()} class="textarea" rows="4" value={shown.clone()} {oninput}
                    aria-describedby={props.described.clone()} aria-invalid={props.invalid.then_some("true")} />
                <p class="count">{ format!("{}文字(G-MISの文字数の上限は確認できていません)", shown.chars().count()) }</p>
            </>
        };
    }
    let oninput =
        Callback::from(move |event: InputEvent| set(event.target_unchecked_into::<HtmlInputElement>().value()));
    let is_code = item.id == "facility.code";
    let is_phone = item.id == "facility.phone";
    html! {
        <>
            <input id={props.id()} type={if is_phone { "tel" } else { "text" }} inputmode={is_code.then_some("numeric")}
                autocomplete="off" class={classes!("input", "is-text", is_code.then_some("is-code"))} value={shown.clone()} {oninput}
                aria-describedby={props.described.clone()} aria-invalid={props.invalid.then_some("true")} />
            if is_code { { view_code(store, &shown) } }
        </>
    }
}

/// What the digits typed so far say.
fn view_code(store: &Store, typed: &str) -> Html {
    let digits = InstitutionCode::digits(typed).unwrap_or_default();
    let prefectures = store.catalog.find("facility.prefecture").map(|(index, _)| store.catalog.options_at(index));
    let prefecture = digits.get(..2).and_then(|key| prefectures?.iter().find(|option| option.key == key));
    let table = match digits.as_bytes().get(2) {
        Some(b'1') => "医科",
        Some(b'3') => "歯科",
        Some(b'4') => "調剤",
        Some(b'6') => "訪問看護",
        Some(_) => "点数表番号なし",
        None => "",
    };
    let prefecture = prefecture.map(|option| option.label.clone()).unwrap_or_default();
    html! {
        <p class="count" aria-live="polite">
            if !typed.is_empty() { { format!("{}桁 {prefecture} {table}", digits.len()) } }
        </p>
    }
}

/// A day.
pub fn date_field(store: &Context, props: &Control) -> Html {
    let item = &store.catalog.items()[props.index];
    let shown = store.value(item).and_then(Value::as_str).unwrap_or_default().to_owned();
    let onchange = {
        let (store, item) = (store.clone(), item.id.clone());
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            store.dispatch(Action::Set { item: item.clone(), value: text_value(text) });
        })
    };
    let words = parse_date(&shown).map(wareki::day);
    html! {
        <div class="number">
            <input id={props.id()} type="date" class="input" value={shown} {onchange}
                aria-describedby={props.described.clone()} aria-invalid={props.invalid.then_some("true")} />
            if let Some(words) = words { <span class="unit">{ words }</span> }
        </div>
    }
}
