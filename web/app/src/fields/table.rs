//! Fields that are answered alike as one table, a row each. It is walked as a spreadsheet is (Enter, arrow keys, Tab) and
//! takes a pasted column.

use kakari_catalog::{ChoiceOption, Kind};
use kakari_draft::{Value, tidied};
use kakari_session::Action;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::choice::choice_field;
use super::field::{Field, below, group, leave, more_button, name};
use super::last_year::last_year;
use super::number::number_field;
use crate::html::{El, On, Select, el, fragment, part};
use crate::js;
use crate::route::{field_id, focus};
use crate::store::{Context, Link, Store};
use crate::words::span;

/// A table of fields, under the name of their group.
pub fn table(store: &Context, rows: &[usize], caption: &str) -> El {
    let Some(first) = rows.first() else { return fragment() };
    let item = store.item(*first);
    let is_choice = item.kind == Kind::Choice;
    let head = |text: &str| el("th").attr("scope", "col").text(text);
    let columns = store
        .catalog
        .options_at(*first)
        .iter()
        .filter(|_| is_choice)
        .map(|own| head(&own.label).maybe(own.help.as_deref(), |help| span("option-help", help)));
    let (keys, pasted) = (rows.to_vec(), rows.to_vec());
    el("table")
        .class(if is_choice { "table is-choices" } else { "table" })
        .key(&item.id)
        .on(store, On::KeyDown, move |store, event| keydown(store, &keys, event))
        .on(store, On::Paste, move |store, event| paste(store, &pasted, event))
        .with(el("caption").class("visually-hidden").text(caption))
        .with(el("thead").with(el("tr").with(head("項目")).all(columns).with(if is_choice {
            el("td")
        } else {
            head("数")
        })))
        .all(rows.iter().map(|index| part::<Row>(store, *index).key(&store.item(*index).id)))
}

/// A row, in a body of its own with what is said below it.
struct Row;

impl Select for Row {
    type Seen<'a> = Field<'a>;

    fn select(store: &Store, index: usize) -> Field<'_> {
        let mut field = Field::of(store, index);
        field.is_table_row = true;
        field
    }

    fn draw(link: &Link, field: &Field<'_>) -> El {
        let index = field.index;
        let is_choice = field.item().kind == Kind::Choice;
        let head =
            el("th").attr("scope", "row").with(name(field)).with(more_button(link, field)).with(last_year(link, field));
        let columns = if is_choice { field.options().len() + 2 } else { 2 };
        let cell = el("td").attr("colspan", &(columns - 1).to_string());
        let cell = if is_choice {
            cell.with(group(field, el("div")).with(choice_field(link, field)))
        } else {
            let calculator = field.wording.late().and_then(|late| (late.calculator)(link, field));
            cell.with(number_field(link, field)).maybe(calculator, |own| own)
        };
        el("tbody")
            .class("field")
            .class_if(field.is_invalid(), "is-invalid")
            .attr("id", &field_id(&field.item().id))
            .on(link, On::FocusOut, move |store, event| leave(store, index, event))
            .with(el("tr").with(head).with(cell))
            .with(
                el("tr")
                    .class("table-below")
                    .with(el("td").attr("colspan", &columns.to_string()).with(below(link, field))),
            )
    }
}

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
fn keydown(store: &Context, rows: &[usize], event: &Event) {
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
            focus(control.clone());
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
