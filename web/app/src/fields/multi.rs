//! Several options: the 17 areas, the 40 diseases.

use kakari_catalog::ChoiceOption;
use kakari_draft::Value;
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

/// Chooses and drops options: those for which `wanted` knows it. What is not among the options stays; the order is that
/// of the form.
fn change(store: &Context, index: usize, wanted: &dyn Fn(usize, &ChoiceOption) -> Option<bool>) {
    let old = store.list(&store.item(index).id);
    let options = store.catalog.options_at(index);
    let mut list = Vec::new();
    for (place, option) in options.iter().enumerate() {
        let held = old.iter().filter(|value| value.as_str() == Some(&option.key)).count();
        let count = match wanted(place, option) {
            Some(true) => held.max(1),
            Some(false) => 0,
            None => held,
        };
        for _ in 0..count {
            list.push(Value::String(option.key.clone()));
        }
    }
    let known = |value: &Value| options.iter().any(|option| value.as_str() == Some(&option.key));
    for value in old {
        if !known(value) {
            list.push(value.clone());
        }
    }
    store.set(index, (!list.is_empty()).then_some(Value::Array(list)));
}

/// Chooses options or drops them. Who chooses one of them has dropped 該当無し.
fn set(store: &Context, index: usize, places: &[usize], on: bool) {
    change(store, index, &|place, option| {
        if places.contains(&place) {
            Some(on)
        } else if on && option.exclusive {
            Some(false)
        } else {
            None
        }
    });
}

/// Chooses what excludes all others.
fn set_exclusive(store: &Context, index: usize) {
    change(store, index, &|_, option| Some(option.exclusive));
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

/// The places of the options that do not exclude all others and that are looked for.
fn found(store: &Store, index: usize, search: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (place, option) in store.catalog.options_at(index).iter().enumerate() {
        if !option.exclusive && (search.is_empty() || matches(option, search)) {
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
                .on_click(store, move |store| change(store, index, &|_, _| Some(false))),
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
    let view = |own: &ChoiceOption| {
        let tick = move |store: &Context, ticked: bool| {
            if !ticked {
                change(store, index, &|_, option| option.exclusive.then_some(false));
            } else if count(store, index) == 0 {
                set_exclusive(store, index);
            } else {
                store.view(move |view| view.asking = Some(index));
            }
        };
        option("option is-box", check_box(is_on(store, index, own)).on_tick(store, tick), &own.label)
    };
    let ask = || {
        let words = format!("選んである{}件を解除して「該当無し」にしますか。", count(store, index));
        let clear = button("button is-small", "解除して「該当無し」にする").on_click(store, move |store| {
            store.view(|view| view.asking = None);
            set_exclusive(store, index);
            focus_within(store, &store.item(index).id, EXCLUSIVE);
        });
        let keep = button("button is-outline is-small", "やめる").on_click(store, move |store| {
            store.view(|view| view.asking = None);
            focus_within(store, &store.item(index).id, EXCLUSIVE);
        });
        el("div").class("ask").attr("role", "alert").with(el("p").text(&words)).with(clear).with(keep)
    };
    let options = store.catalog.options_at(index).iter().filter(|option| option.exclusive);
    el("div").class("option-none").all(options.map(view)).when(store.view.asking == Some(index), ask)
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
