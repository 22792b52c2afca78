//! Several options: the 17 areas, the 40 diseases. One stop of Tab (roving tabindex): arrow keys go from box to box, space
//! ticks, a letter jumps to what is read so.

use kakari_catalog::ChoiceOption;
use kakari_draft::Value;
use kakari_form::{is_sought, ticked};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::choice::code;
use super::field::Field;
use crate::html::{El, On, el, fragment};
use crate::route::focus_within;
use crate::store::{Context, Link};
use crate::words::{about, button, check_box, option, p, span, typing};

/// From this many options on there is a search field.
const SEARCH_FROM: usize = 30;

/// The one search field that an item has.
const SEARCH: usize = 0;

/// Where the number of a stop stands: its option, or behind all options the heading of a group.
const STOP: &str = "data-stop";

/// All stops of a field.
pub const STOPS: &str = ".boxes [data-stop]";

fn is_on(value: Option<&Value>, option: &ChoiceOption) -> bool {
    value.and_then(Value::as_array).is_some_and(|list| list.iter().any(|own| own.as_str() == Some(&option.key)))
}

/// Chooses options or drops them.
fn set(store: &Context, index: usize, places: &[usize], on: bool) {
    let old = store.value(store.item(index));
    store.set(index, ticked(store.catalog.options_at(index), old, places, on));
}

/// The places of the options that do not exclude all others and that are looked for.
fn found(options: &[ChoiceOption], search: &str) -> Vec<usize> {
    let is_found = |own: &ChoiceOption| !own.exclusive && (search.is_empty() || is_sought(own, search));
    options.iter().enumerate().filter(|(_, own)| is_found(own)).map(|(place, _)| place).collect()
}

/// How many options are chosen, but for those that exclude all others.
fn count(options: &[ChoiceOption], value: Option<&Value>) -> usize {
    options.iter().filter(|option| !option.exclusive && is_on(value, option)).count()
}

/// Check boxes in columns, in groups, with a search field where there are many.
pub fn multi_field(link: &Link, field: &Field) -> El {
    let (index, options) = (field.index, field.options());
    let search = field.typed(SEARCH);
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for place in found(options, search) {
        let name = options[place].group.as_deref().unwrap_or_default();
        match groups.last_mut().filter(|(own, _)| *own == name) {
            Some((_, group)) => group.push(place),
            None => groups.push((name, vec![place])),
        }
    }
    let nothing = groups.is_empty();
    // What Tab leads to has to be there.
    let heads = options.len()..options.len() + groups.len();
    let shown = |place: &usize| groups.iter().any(|(_, places)| places.contains(place)) || heads.contains(place);
    let first = groups.first().and_then(|(_, places)| places.first()).copied();
    let cursor = field.cursor.filter(shown).or(first).unwrap_or_default();
    let mut boxes = el("div")
        .class("boxes")
        .attr("aria-describedby", &field.id("keys"))
        .on(link, On::KeyDown, move |store, event| {
            if let Some(late) = store.late() {
                (late.keys.in_boxes)(store, index, event);
            }
        })
        .on(link, On::FocusIn, move |store, event| arrive(store, index, event));
    for (at, (name, places)) in groups.into_iter().enumerate() {
        let ticks = places.iter().map(|place| tick(link, field, *place, cursor).key(&options[*place].key));
        boxes = boxes.with(if name.is_empty() {
            fragment().all(ticks)
        } else {
            let head = group_head(link, field, options.len() + at, cursor, name, &places);
            el("div").key(name).attr("role", "group").attr("aria-label", name).with(head).all(ticks)
        });
    }
    el("div")
        .class("multi")
        .with(head(link, field, search))
        .with(ask(link, field))
        .with(boxes)
        .when(nothing, || p("count", &["「", search.trim(), "」に当たるものはありません。"].concat()))
        .with(p("keys", "キーボードでは、矢印キーで移り、スペースキーで選びます。文字のキーを押すと、その読みで始まる項目に移ります。").attr("id", &field.id("keys")))
}

fn stop(control: El, place: usize, cursor: usize) -> El {
    control.attr(STOP, &place.to_string()).attr("tabindex", if place == cursor { "0" } else { "-1" })
}

fn tick(link: &Link, field: &Field, place: usize, cursor: usize) -> El {
    let (index, own) = (field.index, &field.options()[place]);
    let control = check_box(is_on(field.value, own)).on_tick(link, move |store, on| {
        set(store, index, &[place], on);
        store.view(move |view| view.cursor = Some((index, place)));
    });
    option("option is-box", stop(control, place, cursor), &own.label).when(field.with_codes, || code(field, own))
}

fn group_head(link: &Link, field: &Field, at: usize, cursor: usize, name: &str, places: &[usize]) -> El {
    let index = field.index;
    let all_on = places.iter().all(|place| is_on(field.value, &field.options()[*place]));
    let places = places.to_vec();
    let all = button("all", if all_on { "すべて解除" } else { "すべて選ぶ" })
        .with(about(name))
        .on_click(link, move |store| set(store, index, &places, !all_on));
    el("p").class("boxes-head").with(span("boxes-name", name)).with(stop(all, at, cursor))
}

fn head(link: &Link, field: &Field, search: &str) -> El {
    let (index, item, options) = (field.index, field.item().short(), field.options());
    let all = found(options, "");
    let many = all.len() >= SEARCH_FROM;
    // その他 is not one of those that the form lists.
    let other = options.iter().find(|option| option.key == "other");
    let other_on = other.filter(|other| is_on(field.value, other));
    let listed = all.len() - usize::from(other.is_some());
    let every: Vec<_> = (0..options.len()).collect();
    let mut words = format!("{} / {listed}", count(options, field.value) - usize::from(other_on.is_some()));
    if let Some(other) = other_on {
        words = [&words, " と ", &other.label].concat();
    }
    el("div")
        .class("multi-head")
        .with(p("multi-count", &words).attr("aria-live", "polite"))
        .with(exclusive(link, field))
        .with(
            button("button is-outline is-small", "すべて選ぶ")
                .with(about(item))
                .on_click(link, move |store| set(store, index, &all, true)),
        )
        .with(
            button("button is-outline is-small", "すべて解除")
                .with(about(item))
                .on_click(link, move |store| set(store, index, &every, false)),
        )
        .when(many, || search_field(link, index, search))
}

fn search_field(link: &Link, index: usize, search: &str) -> El {
    let input = typing("input", "input is-text")
        .attr("type", "search")
        .attr("placeholder", "例: とうにょう、高血圧")
        .value(search)
        .on_input(link, move |store, text| store.view(move |view| view.type_into(index, SEARCH, text)))
        .on(link, On::KeyDown, move |store, event| enter(store, index, event));
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
    let options = store.catalog.options_at(index);
    if let [only] = found(options, store.view.typed(index, SEARCH))[..] {
        let on = is_on(store.value(store.item(index)), &options[only]);
        set(store, index, &[only], !on);
        store.view(move |view| view.type_into(index, SEARCH, String::new()));
    }
}

/// Where 該当無し is in its field.
const EXCLUSIVE: &str = ".option-none input";

/// 該当無し stands alone: ticking it asks first when that would clear something.
fn exclusive(link: &Link, field: &Field) -> El {
    let index = field.index;
    let view = |(place, own): (usize, &ChoiceOption)| {
        let tick = move |store: &Context, on: bool| {
            if on && count(store.catalog.options_at(index), store.value(store.item(index))) > 0 {
                store.view(move |view| view.asking = Some(index));
            } else {
                set(store, index, &[place], on);
            }
        };
        let control = check_box(is_on(field.value, own)).on_tick(link, tick);
        option("option is-box", control, &own.label).when(field.with_codes, || code(field, own))
    };
    let alone = field.options().iter().enumerate().filter(|(_, option)| option.exclusive);
    el("div").class("option-none").all(alone.map(view))
}

fn ask(link: &Link, field: &Field) -> El {
    let index = field.index;
    let ask = || {
        let options = field.options().iter().enumerate();
        let alone: Vec<_> = options.filter(|(_, option)| option.exclusive).map(|(place, _)| place).collect();
        let chosen = count(field.options(), field.value);
        let words = format!("選んである{chosen}件を解除して「該当無し」にしますか。");
        let clear = button("button is-small", "解除して「該当無し」にする").on_click(link, move |store| {
            store.view(|view| view.asking = None);
            set(store, index, &alone, true);
            focus_within(store, &store.item(index).id, EXCLUSIVE);
        });
        let keep = button("button is-outline is-small", "やめる").on_click(link, move |store| {
            store.view(|view| view.asking = None);
            focus_within(store, &store.item(index).id, EXCLUSIVE);
        });
        el("div").class("ask").attr("role", "alert").with(el("p").text(&words)).with(clear).with(keep)
    };
    el("div").when(field.is_asking, ask)
}

/// The place of a stop in its field.
pub fn place_of_stop(stop: &Element) -> Option<usize> {
    stop.get_attribute(STOP)?.parse().ok()
}

/// Tab comes back to where the keys led last. What is pressed is drawn anew only once it has been pressed.
fn arrive(store: &Context, index: usize, event: &Event) {
    let stop = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let stop = stop.filter(|stop| stop.matches(":focus-visible").unwrap_or_default());
    if let Some(place) = stop.as_ref().and_then(place_of_stop)
        && store.view.cursor != Some((index, place))
    {
        store.view(move |view| view.cursor = Some((index, place)));
    }
}
