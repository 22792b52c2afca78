//! Lists whose entries are added and removed: 連携医療機関 and names.

use kakari_draft::{Object, Value};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::Control;
use crate::route::focus_within;
use crate::store::{Action, Context};

fn list(store: &Context, item: &str) -> Vec<Value> {
    store.draft.get(item).and_then(Value::as_array).map(<[Value]>::to_vec).unwrap_or_default()
}

fn set_list(store: &Context, item: &str, list: Vec<Value>) {
    let value = (!list.is_empty()).then_some(Value::Array(list));
    store.dispatch(Action::Set { item: item.to_owned(), value });
}

/// Replaces one entry.
fn set_entry(store: &Context, item: &str, at: usize, entry: Value) {
    let mut list = list(store, item);
    if let Some(old) = list.get_mut(at) {
        *old = entry;
        set_list(store, item, list);
    }
}

fn add(store: &Context, item: &str, entry: Value) -> Callback<MouseEvent> {
    let (store, item) = (store.clone(), item.to_owned());
    Callback::from(move |_| {
        let mut entries = list(&store, &item);
        entries.push(entry.clone());
        store.dispatch(Action::SetAll(vec![(item.clone(), Some(Value::Array(entries)))]));
        focus_within(&item, ".row:last-of-type input");
    })
}

fn remove(store: &Context, item: &str, at: usize) -> Callback<MouseEvent> {
    let (store, item) = (store.clone(), item.to_owned());
    Callback::from(move |_| {
        let mut entries = list(&store, &item);
        if at < entries.len() {
            entries.remove(at);
        }
        let value = (!entries.is_empty()).then_some(Value::Array(entries));
        store.dispatch(Action::SetAll(vec![(item.clone(), value)]));
        focus_within(&item, ".rows > button");
    })
}

fn part(entry: &Value, name: &str) -> String {
    let part = entry.as_object().and_then(|entry| entry.get(name)).and_then(Value::as_str);
    part.unwrap_or_default().to_owned()
}

/// 連携医療機関: a table of names and contents.
pub fn partners_field(store: &Context, props: &Control) -> Html {
    let item = store.catalog.items()[props.index].id.clone();
    let entries = list(store, &item);
    let input = |at: usize, entry: &Value, name: &'static str, label: &str| {
        let oninput = {
            let (store, item, entry) = (store.clone(), item.clone(), entry.clone());
            Callback::from(move |event: InputEvent| {
                let text = event.target_unchecked_into::<HtmlInputElement>().value();
                // Other members of the entry stay as they are.
                let mut object = entry.as_object().cloned().unwrap_or_default();
                object.set(name, Value::String(text));
                set_entry(&store, &item, at, Value::Object(object));
            })
        };
        html! {
            <label class="row-part">
                <span>{ label.to_owned() }</span>
                <input type="text" class="input is-text" autocomplete="off" value={part(entry, name)} {oninput}
                    aria-invalid={props.invalid.then_some("true")} />
            </label>
        }
    };
    let mut blank = Object::default();
    blank.set("name", "".into());
    blank.set("content", "".into());
    html! {
        <div class="rows">
            { for entries.iter().enumerate().map(|(at, entry)| html! {
                <div class="row is-partner" key={at}>
                    { input(at, entry, "name", "名称") }
                    { input(at, entry, "content", "連携の内容") }
                    <button type="button" class="button is-quiet is-small" onclick={remove(store, &item, at)}>
                        { "削除" }<span class="visually-hidden">{ format!("({}番目)", at + 1) }</span>
                    </button>
                </div>
            }) }
            <button type="button" class="button is-outline is-small" onclick={add(store, &item, Value::Object(blank))}>
                { "連携医療機関を追加" }
            </button>
        </div>
    }
}

/// A list of names.
pub fn names_field(store: &Context, props: &Control) -> Html {
    let item = store.catalog.items()[props.index].id.clone();
    let entries = list(store, &item);
    let view = |(at, entry): (usize, &Value)| {
        let oninput = {
            let (store, item) = (store.clone(), item.clone());
            Callback::from(move |event: InputEvent| {
                let text = event.target_unchecked_into::<HtmlInputElement>().value();
                set_entry(&store, &item, at, Value::String(text));
            })
        };
        html! {
            <div class="row" key={at}>
                <label class="row-part">
                    <span>{ format!("名称 {}", at + 1) }</span>
                    <input type="text" class="input is-text" autocomplete="off"
                        value={entry.as_str().unwrap_or_default().to_owned()} {oninput}
                        aria-invalid={props.invalid.then_some("true")} />
                </label>
                <button type="button" class="button is-quiet is-small" onclick={remove(store, &item, at)}>
                    { "削除" }<span class="visually-hidden">{ format!("({}番目)", at + 1) }</span>
                </button>
            </div>
        }
    };
    html! {
        <div class="rows">
            { for entries.iter().enumerate().map(view) }
            <button type="button" class="button is-outline is-small" onclick={add(store, &item, "".into())}>{ "名称を追加" }</button>
        </div>
    }
}
