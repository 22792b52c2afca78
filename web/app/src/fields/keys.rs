//! Keys and pasting in tables and in fields of many boxes, which a person needs a moment after the form stands: a table is
//! walked as a spreadsheet is and takes a pasted column; in a field of many boxes (roving tabindex) arrow keys go from box
//! to box, and a letter jumps to what is read so.

use kakari_catalog::{ChoiceOption, Kind};
use kakari_draft::{Value, tidied};
use kakari_form::begins_with;
use kakari_session::Action;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::multi::{STOPS, place_of_stop};
use crate::js;
use crate::route::field_id;
use crate::store::Context;

/// What is done on an event in a table or among boxes.
pub struct Keys {
    /// A key in a table, whose rows are handed over by their places in the catalogue.
    pub in_table: fn(&Context, &[usize], &Event),
    /// A paste in a table.
    pub paste: fn(&Context, &[usize], &Event),
    /// A key among the boxes of the field of an item.
    pub in_boxes: fn(&Context, usize, &Event),
}

/// All of it.
pub static KEYS: Keys = Keys { in_table, paste, in_boxes };

/// Puts the focus on an element, which comes into view.
fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

// Tables --------------------------------------------------------------------------------------------------------------

/// Where an event happened: the row, and which control of it.
fn place_of(store: &Context, rows: &[usize], event: &Event) -> Option<(usize, usize)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let is_row = |index: &usize| {
        let field = store.host().by_id(&field_id(&store.item(*index).id));
        field.is_some_and(|field| field.contains(Some(&target)))
    };
    let row = rows.iter().position(is_row)?;
    let column = controls(store, rows[row]).iter().position(|control| *control == target)?;
    Some((row, column))
}

/// The controls of a row that hold its answer.
fn controls(store: &Context, index: usize) -> Vec<Element> {
    let field = store.host().by_id(&field_id(&store.item(index).id));
    let list = field.and_then(|field| field.query_selector_all("td :is(.option, .number) > input").ok());
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect())
}

/// Enter and the arrow keys up and down go from row to row in the same column; left and right are the browser's.
fn in_table(store: &Context, rows: &[usize], event: &Event) {
    let key: &KeyboardEvent = event.unchecked_ref();
    if key.is_composing() || key.ctrl_key() || key.alt_key() || key.meta_key() {
        return;
    }
    let up = match &*key.key() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        "Enter" => key.shift_key(),
        _ => return,
    };
    let Some((row, column)) = place_of(store, rows, event) else { return };
    event.prevent_default();
    let to = if up { row.checked_sub(1) } else { Some(row + 1) };
    if let Some(next) = to.and_then(|to| rows.get(to)) {
        let controls = controls(store, *next);
        if let Some(control) = controls.get(column).or(controls.first()) {
            focus(control);
        }
    }
}

/// A column that was copied from a spreadsheet goes into the rows from here on, as one change; text of one line is the
/// browser's. What is no answer of a choice is left out and said.
fn paste(store: &Context, rows: &[usize], event: &Event) {
    let Some((row, _)) = place_of(store, rows, event) else { return };
    let text =
        js::field(event, "clipboardData").and_then(|data| js::call(&data, "getData", &["text/plain".into()]).ok());
    let text = text.and_then(|text| text.as_string()).unwrap_or_default();
    let is_choice = store.item(rows[row]).kind == Kind::Choice;
    if !is_choice && !text.trim_end().contains(['\n', '\t']) {
        return;
    }
    event.prevent_default();
    let mut answers = Vec::new();
    let mut left_over = Vec::new();
    // Only the first column is meant.
    let cells = text.trim_end().lines().map(|line| line.split('\t').next().unwrap_or_default().trim());
    for (at, cell) in cells.enumerate() {
        match rows.get(row + at) {
            Some(index) if cell.is_empty() => answers.push((*index, None)),
            Some(index) => match answer(store, *index, cell) {
                Some(value) => answers.push((*index, Some(value))),
                None => left_over.push(cell.to_owned()),
            },
            None => left_over.push(cell.to_owned()),
        }
    }
    store.dispatch(Action::Fill(answers));
    if !left_over.is_empty() {
        let words = ["貼り付けた列のうち、入れていないもの: ", &left_over.join("、")].concat();
        store.dispatch(Action::Notice(words));
    }
}

/// What a cell means for an item: a number as it is typed, or an option by its label or its code.
fn answer(store: &Context, index: usize, cell: &str) -> Option<Value> {
    let item = store.item(index);
    if item.kind != Kind::Choice {
        return Value::settled(cell, item.unit.as_deref().unwrap_or_default());
    }
    let text = tidied(cell);
    let is_meant = |own: &&ChoiceOption| tidied(&own.label) == text || item.official_code(own) == Some(&*text);
    let option = store.catalog.options_at(index).iter().find(is_meant);
    option.map(|own| Value::String(own.key.clone()))
}

// Boxes ---------------------------------------------------------------------------------------------------------------

/// All stops of a field, in order.
fn stops(store: &Context, index: usize) -> Vec<Element> {
    let field = store.host().by_id(&field_id(&store.item(index).id));
    let list = field.and_then(|field| field.query_selector_all(STOPS).ok());
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

/// Arrow keys, Home, End, and letters.
fn in_boxes(store: &Context, index: usize, event: &Event) {
    let key_event: &KeyboardEvent = event.unchecked_ref();
    if key_event.ctrl_key() || key_event.alt_key() || key_event.meta_key() || key_event.is_composing() {
        return;
    }
    let stops = stops(store, index);
    let own = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(at) = own.and_then(|own| stops.iter().position(|stop| *stop == own)) else { return };
    let key = key_event.key();
    let to = match &*key {
        "ArrowDown" => stops.get(at + 1),
        "ArrowUp" => at.checked_sub(1).map(|at| &stops[at]),
        "ArrowRight" => beside(&stops, at, 1.0),
        "ArrowLeft" => beside(&stops, at, -1.0),
        "Home" => stops.first(),
        "End" => stops.last(),
        _ => {
            let mut characters = key.chars();
            let letter = characters.next().filter(|_| characters.next().is_none());
            let Some(letter) = letter.filter(|letter| *letter != ' ') else { return };
            let options = store.catalog.options_at(index);
            let fits = |stop: &&Element| {
                place_of_stop(stop).and_then(|place| options.get(place)).is_some_and(|own| begins_with(own, letter))
            };
            // On from here, and from the beginning again.
            stops[at + 1..].iter().chain(&stops[..=at]).find(fits)
        }
    };
    event.prevent_default();
    if let Some(stop) = to {
        focus(stop);
    }
}

/// The stop in the next column to the right (1) or left (-1) that is nearest in height.
fn beside(stops: &[Element], at: usize, direction: f64) -> Option<&Element> {
    let middle = |stop: &Element| {
        let row = stop.closest("label, p").ok().flatten().unwrap_or_else(|| stop.clone());
        let place = row.get_bounding_client_rect();
        (place.left(), place.top() + place.height() / 2.0)
    };
    let (left, top) = middle(&stops[at]);
    let away = |stop: &&Element| (middle(stop).0 - left) * direction;
    let others = stops.iter().filter(|stop| away(stop) > 8.0);
    let nearest = others.clone().map(|stop| away(&stop)).fold(f64::INFINITY, f64::min);
    let in_column = others.filter(|stop| away(stop) < nearest + 8.0);
    in_column.min_by(|one, other| (middle(one).1 - top).abs().total_cmp(&(middle(other).1 - top).abs()))
}
