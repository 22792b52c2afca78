//! Several options: the 17 areas, the 40 diseases.

use kakari_catalog::ChoiceOption;
use kakari_draft::Value;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::route::focus_within;
use crate::store::{Action, Context};

/// From this many options on there is a search field.
const SEARCH_FROM: usize = 30;

/// What is chosen, as it stands in the draft.
fn chosen(store: &Context, item: &str) -> Vec<Value> {
    store.draft.get(item).and_then(Value::as_array).map(<[Value]>::to_vec).unwrap_or_default()
}

fn holds(chosen: &[Value], key: &str) -> bool {
    chosen.iter().any(|value| value.as_str() == Some(key))
}

/// Chooses and drops options. What is not among the options stays; the order is that of the form.
fn change(store: &Context, index: usize, add: &[String], drop: &[String]) {
    let item = &store.catalog.items()[index].id;
    let mut list = chosen(store, item);
    list.retain(|value| !value.as_str().is_some_and(|key| drop.iter().any(|own| own == key)));
    for key in add {
        if !holds(&list, key) {
            list.push(Value::String(key.clone()));
        }
    }
    let options = store.catalog.options_at(index);
    let place = |value: &Value| {
        let key = value.as_str().unwrap_or_default();
        options.iter().position(|option| option.key == key).unwrap_or(usize::MAX)
    };
    list.sort_by_key(place);
    let value = (!list.is_empty()).then_some(Value::Array(list));
    store.dispatch(Action::SetAll(vec![(item.clone(), value)]));
}

fn keys<'a>(options: impl Iterator<Item = &'a ChoiceOption>) -> Vec<String> {
    options.map(|option| option.key.clone()).collect()
}

/// Whether an option is what the person is looking for, by kanji, kana or official wording.
fn matches(option: &ChoiceOption, search: &str) -> bool {
    let search = search.trim();
    let kana: String = search.chars().map(hiragana).collect();
    let text = |text: &Option<String>| text.as_deref().is_some_and(|text| text.contains(search));
    option.label.contains(search)
        || text(&option.formal)
        || option.kana.as_deref().is_some_and(|own| own.contains(&kana))
}

/// Katakana are looked up as hiragana.
fn hiragana(character: char) -> char {
    match character {
        'ァ'..='ヶ' => char::from_u32(u32::from(character) - 0x60).unwrap_or(character),
        other => other,
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub store: Context,
    /// Place of the item in the catalogue.
    pub index: usize,
}

/// Check boxes in groups, with a search field where there are many.
#[component]
pub fn MultiField(props: &Props) -> Html {
    let store = &props.store;
    let search = use_state(String::new);
    let asking = use_state(|| false);
    let index = props.index;
    let item = &store.catalog.items()[index];
    let options = store.catalog.options_at(index);
    let list = chosen(store, &item.id);
    let ordinary = || options.iter().filter(|option| !option.exclusive);
    let exclusive: Vec<_> = options.iter().filter(|option| option.exclusive).collect();
    let count = ordinary().filter(|option| holds(&list, &option.key)).count();
    let all = ordinary().count();
    let exclusive_keys = keys(exclusive.iter().copied());

    let toggle = |option: &ChoiceOption| {
        let (store, key, exclusive) = (store.clone(), option.key.clone(), exclusive_keys.clone());
        Callback::from(move |event: Event| {
            let key = [key.clone()];
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                change(&store, index, &key, &exclusive);
            } else {
                change(&store, index, &[], &key);
            }
        })
    };
    let set_all = |add: Vec<String>, drop: Vec<String>| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| change(&store, index, &add, &drop))
    };

    // 該当無し stands alone: ticking it asks first when that would clear something.
    let tick_exclusive = |option: &ChoiceOption| {
        let (store, key, asking) = (store.clone(), option.key.clone(), asking.clone());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if !input.checked() {
                change(&store, index, &[], &[key.clone()]);
            } else if count == 0 {
                change(&store, index, &[key.clone()], &[]);
            } else {
                input.set_checked(false);
                asking.set(true);
            }
        })
    };
    let back_to_exclusive = {
        let item = item.id.clone();
        move || focus_within(&item, ".option-none input")
    };
    let clear_for_exclusive = {
        let (store, asking, add, drop) = (store.clone(), asking.clone(), exclusive_keys.clone(), keys(ordinary()));
        let back = back_to_exclusive.clone();
        Callback::from(move |_| {
            asking.set(false);
            change(&store, index, &add, &drop);
            back();
        })
    };
    let keep = {
        let asking = asking.clone();
        Callback::from(move |_| {
            asking.set(false);
            back_to_exclusive();
        })
    };

    let found: Vec<_> = ordinary().filter(|option| matches(option, &search)).collect();
    let on_search = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| search.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let on_search_key = {
        let (store, search, exclusive) = (store.clone(), search.clone(), exclusive_keys.clone());
        let only = (found.len() == 1).then(|| found[0].key.clone());
        let is_on = only.as_ref().is_some_and(|key| holds(&list, key));
        Callback::from(move |event: KeyboardEvent| {
            // Enter also ends the choice of a kanji; that is not meant for us.
            if event.key() != "Enter" || event.is_composing() {
                return;
            }
            event.prevent_default();
            if let Some(key) = only.clone() {
                let key = [key];
                if is_on {
                    change(&store, index, &[], &key)
                } else {
                    change(&store, index, &key, &exclusive)
                }
                search.set(String::new());
            }
        })
    };

    let mut groups: Vec<(&str, Vec<&ChoiceOption>)> = Vec::new();
    for option in &found {
        let name = option.group.as_deref().unwrap_or_default();
        match groups.last_mut().filter(|(own, _)| *own == name) {
            Some((_, group)) => group.push(option),
            None => groups.push((name, vec![option])),
        }
    }
    let view = |option: &ChoiceOption| {
        html! {
            <label class="option is-box" key={option.key.clone()}>
                <input type="checkbox" checked={holds(&list, &option.key)} onchange={toggle(option)} />
                <span class="option-text">{ option.label.clone() }</span>
            </label>
        }
    };
    let view_group = |(name, group): &(&str, Vec<&ChoiceOption>)| {
        let all_on = group.iter().all(|option| holds(&list, &option.key));
        let own = keys(group.iter().copied());
        let button = if all_on {
            html! { <button type="button" class="button is-quiet is-small" onclick={set_all(Vec::new(), own)}>{ "解除" }<span class="visually-hidden">{ format!("({name})") }</span></button> }
        } else {
            html! { <button type="button" class="button is-quiet is-small" onclick={set_all(own, exclusive_keys.clone())}>{ "すべて選ぶ" }<span class="visually-hidden">{ format!("({name})") }</span></button> }
        };
        html! {
            <div class="option-group" role={(!name.is_empty()).then_some("group")} aria-label={(!name.is_empty()).then(|| (*name).to_owned())} key={(*name).to_owned()}>
                if !name.is_empty() {
                    <p class="option-group-head"><span>{ (*name).to_owned() }</span>{ button }</p>
                }
                <div class="option-grid">{ for group.iter().map(|option| view(option)) }</div>
            </div>
        }
    };
    html! {
        <div class="multi">
            <div class="multi-head">
                <p class="multi-count" aria-live="polite">{ format!("{count} / {all}") }</p>
                <button type="button" class="button is-outline is-small" onclick={set_all(keys(ordinary()), exclusive_keys.clone())}>{ "全選択" }</button>
                <button type="button" class="button is-outline is-small" onclick={set_all(Vec::new(), keys(options.iter()))}>{ "全解除" }</button>
                if all >= SEARCH_FROM {
                    <label class="multi-search">
                        <span>{ "さがす" }</span>
                        <input type="search" class="input is-text" value={(*search).clone()} oninput={on_search} onkeydown={on_search_key}
                            placeholder="例: とうにょう、高血圧" autocomplete="off" />
                    </label>
                }
            </div>
            <div class="option-none">
                { for exclusive.iter().map(|option| html! {
                    <label class="option is-box">
                        <input type="checkbox" checked={holds(&list, &option.key)} onchange={tick_exclusive(option)} />
                        <span class="option-text">{ option.label.clone() }</span>
                    </label>
                }) }
                if *asking {
                    <div class="ask" role="alert">
                        <p>{ format!("選んである{count}件を解除して「該当無し」にしますか。") }</p>
                        <button type="button" class="button is-small" onclick={clear_for_exclusive}>{ "解除して「該当無し」にする" }</button>
                        <button type="button" class="button is-outline is-small" onclick={keep}>{ "やめる" }</button>
                    </div>
                }
            </div>
            { for groups.iter().map(view_group) }
            if found.is_empty() {
                <p class="count">{ format!("「{}」に当たるものはありません。", search.trim()) }</p>
            }
        </div>
    }
}
