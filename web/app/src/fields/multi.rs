//! Several options: the 17 areas, the 40 diseases.

use kakari_catalog::ChoiceOption;
use kakari_form::{is_sought, ticked};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::html::{El, On, el};
use crate::route::focus_within;
use crate::store::{Context, Store};
use crate::words::{about, button, check_box, option, p, typing};

/// From this many options on there is a search field.
const SEARCH_FROM: usize = 30;

/// The one search field that an item has.
const SEARCH: usize = 0;

fn is_on(store: &Store, index: usize, option: &ChoiceOption) -> bool {
    store.list(&store.item(index).id).iter().any(|value| value.as_str() == Some(&option.key))
}

/// Chooses options or drops them.
fn set(store: &Context, index: usize, places: &[usize], on: bool) {
    let old = store.value(store.item(index));
    store.set(index, ticked(store.catalog.options_at(index), old, places, on));
}

/// The places of the options that do not exclude all others and that are looked for.
fn found(store: &Store, index: usize, search: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (place, option) in store.catalog.options_at(index).iter().enumerate() {
        if !option.exclusive && (search.is_empty() || is_sought(option, search)) {
            found.push(place);
        }
    }
    found
}

/// How many options are chosen, but for those that exclude all others.
fn count(store: &Store, index: usize) -> usize {
    store.catalog.options_at(index).iter().filter(|option| !option.exclusive && is_on(store, index, option)).count()
}

/// Check boxes in groups, with a search field where there are many.
pub fn multi_field(store: &Context, index: usize) -> El {
    let options = store.catalog.options_at(index);
    let search = store.view.typed(index, SEARCH);
    let found = found(store, index, search);

    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for place in found {
        let name = options[place].group.as_deref().unwrap_or_default();
        match groups.last_mut().filter(|(own, _)| *own == name) {
            Some((_, group)) => group.push(place),
            None => groups.push((name, vec![place])),
        }
    }
    let nothing = groups.is_empty();
    el("div")
        .class("multi")
        .with(head(store, index, search))
        .with(exclusive(store, index))
        .all(groups.into_iter().map(|(name, places)| group(store, index, name, places)))
        .when(nothing, || p("count", &["「", search.trim(), "」に当たるものはありません。"].concat()))
}

fn head(store: &Context, index: usize, search: &str) -> El {
    let item = store.item(index).short();
    let all = found(store, index, "");
    let many = all.len() >= SEARCH_FROM;
    // その他 is not one of those that the form lists.
    let options = store.catalog.options_at(index);
    let other = options.iter().find(|option| option.key == "other");
    let other_on = other.filter(|other| is_on(store, index, other));
    let listed = all.len() - usize::from(other.is_some());
    let every: Vec<_> = (0..options.len()).collect();
    let mut words = format!("{} / {listed}", count(store, index) - usize::from(other_on.is_some()));
    if let Some(other) = other_on {
        words = [&words, " と ", &other.label].concat();
    }
    el("div")
        .class("multi-head")
        .with(p("multi-count", &words).attr("aria-live", "polite"))
        .with(
            button("button is-outline is-small", "すべて選ぶ")
                .with(about(item))
                .on_click(store, move |store| set(store, index, &all, true)),
        )
        .with(
            button("button is-outline is-small", "すべて解除")
                .with(about(item))
                .on_click(store, move |store| set(store, index, &every, false)),
        )
        .when(many, || search_field(store, index, search))
}

fn search_field(store: &Context, index: usize, search: &str) -> El {
    let input = typing("input", "input is-text")
        .attr("type", "search")
        .attr("placeholder", "例: とうにょう、高血圧")
        .value(search)
        .on_input(store, move |store, text| store.view(move |view| view.type_into(index, SEARCH, text)))
        .on(store, On::KeyDown, move |store, event| enter(store, index, event));
    el("label").class("multi-search").with(el("span").text("さがす")).with(input)
}

/// Enter ticks the only option that is left, or takes its tick away.
fn enter(store: &Context, index: usize, event: &Event) {
    let event: &KeyboardEvent = event.unchecked_ref();
    // Enter also ends the choice of a kanji; that is not meant for us.
    if event.key() != "Enter" || event.is_composing() {
        return;
    }
    event.prevent_default();
    if let [only] = found(store, index, store.view.typed(index, SEARCH))[..] {
        let on = is_on(store, index, &store.catalog.options_at(index)[only]);
        set(store, index, &[only], !on);
        store.view(move |view| view.type_into(index, SEARCH, String::new()));
    }
}

/// Where 該当無し is in its field.
const EXCLUSIVE: &str = ".option-none input";

/// 該当無し stands alone: ticking it asks first when that would clear something.
fn exclusive(store: &Context, index: usize) -> El {
    let view = |(place, own): (usize, &ChoiceOption)| {
        let tick = move |store: &Context, on: bool| {
            if on && count(store, index) > 0 {
                store.view(move |view| view.asking = Some(index));
            } else {
                set(store, index, &[place], on);
            }
        };
        option("option is-box", check_box(is_on(store, index, own)).on_tick(store, tick), &own.label)
    };
    let options = store.catalog.options_at(index);
    let alone = || options.iter().enumerate().filter(|(_, option)| option.exclusive);
    let ask = || {
        let alone: Vec<_> = alone().map(|(place, _)| place).collect();
        let words = format!("選んである{}件を解除して「該当無し」にしますか。", count(store, index));
        let clear = button("button is-small", "解除して「該当無し」にする").on_click(store, move |store| {
            store.view(|view| view.asking = None);
            set(store, index, &alone, true);
            focus_within(store, &store.item(index).id, EXCLUSIVE);
        });
        let keep = button("button is-outline is-small", "やめる").on_click(store, move |store| {
            store.view(|view| view.asking = None);
            focus_within(store, &store.item(index).id, EXCLUSIVE);
        });
        el("div").class("ask").attr("role", "alert").with(el("p").text(&words)).with(clear).with(keep)
    };
    el("div").class("option-none").all(alone().map(view)).when(store.view.asking == Some(index), ask)
}

fn group(store: &Context, index: usize, name: &str, places: Vec<usize>) -> El {
    let options = store.catalog.options_at(index);
    let view = |place: &usize| {
        let (place, own) = (*place, &options[*place]);
        let tick = move |store: &Context, on: bool| set(store, index, &[place], on);
        option("option is-box", check_box(is_on(store, index, own)).on_tick(store, tick), &own.label).key(&own.key)
    };
    let grid = el("div").class("option-grid").all(places.iter().map(view));
    let is_named = !name.is_empty();
    let head = || {
        let all_on = places.iter().all(|place| is_on(store, index, &options[*place]));
        let button = button("button is-quiet is-small", if all_on { "すべて解除" } else { "すべて選ぶ" })
            .with(about(name))
            .on_click(store, move |store| set(store, index, &places, !all_on));
        el("p").class("option-group-head").with(el("span").text(name)).with(button)
    };
    el("div")
        .class("option-group")
        .attr_if("role", is_named.then_some("group"))
        .attr_if("aria-label", is_named.then_some(name))
        .when(is_named, head)
        .with(grid)
}
