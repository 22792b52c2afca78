//! Lists whose entries are added and removed: 連携医療機関 and names.

use kakari_draft::{Object, Value};
use web_sys::Event;

use super::field::Field;
use crate::html::{El, On, el};
use crate::js;
use crate::route::focus_within;
use crate::store::{Context, Link};
use crate::words::{about, button, p, typing};

/// Where the view keeps what of a paste found no place.
const LEFT_OVER: usize = usize::MAX;

fn entries(store: &Context, index: usize) -> Vec<Value> {
    store.list(&store.item(index).id).to_vec()
}

fn list(entries: Vec<Value>) -> Option<Value> {
    (!entries.is_empty()).then_some(Value::Array(entries))
}

/// A line of text in an entry; `name` is the member of the entry, empty where the entry is the text itself.
fn input(link: &Link, field: &Field, place: usize, name: &'static str, label: &str) -> El {
    let index = field.index;
    let entry = field.list().get(place);
    let text = if name.is_empty() { entry } else { entry.and_then(Value::as_object).and_then(|entry| entry.get(name)) };
    let set = move |store: &Context, text: String| {
        let mut entries = entries(store, index);
        let Some(entry) = entries.get_mut(place) else { return };
        if name.is_empty() {
            *entry = Value::String(text);
        } else {
            // Other members of the entry stay as they are.
            let mut object = entry.as_object().cloned().unwrap_or_default();
            object.set(name, Value::String(text));
            *entry = Value::Object(object);
        }
        store.type_in(index, list(entries));
    };
    let input = typing("input", "input is-text")
        .attr("type", "text")
        .attr_if("aria-invalid", field.is_invalid().then_some("true"))
        .value(text.and_then(Value::as_str).unwrap_or_default())
        .on_input(link, set)
        .on(link, On::Paste, move |store, event| paste(store, index, place, name, event));
    el("label").class("row-part").with(el("span").text(label).with(about(&which(field, place)))).with(input)
}

/// Which entry of which field.
fn which(field: &Field, place: usize) -> String {
    [field.item().short(), " ", &(place + 1).to_string(), "番目"].concat()
}

/// What was copied from a spreadsheet goes into rows and columns; text of one line is the browser's.
fn paste(store: &Context, index: usize, place: usize, name: &'static str, event: &Event) {
    let text =
        js::field(event, "clipboardData").and_then(|data| js::call(&data, "getData", &["text/plain".into()]).ok());
    let text = text.and_then(|text| text.as_string()).unwrap_or_default();
    if !text.trim_end().contains(['\t', '\n']) {
        return;
    }
    event.prevent_default();
    // While the chunk is missing, all of it finds no place.
    let mut left_over = text;
    if let Some(late) = store.late() {
        let mut entries = entries(store, index);
        left_over = (late.pasted)(&mut entries, place, name, &left_over);
        store.set(index, list(entries));
    }
    store.view(move |view| view.type_into(index, LEFT_OVER, left_over));
}

fn remove(link: &Link, field: &Field, place: usize) -> El {
    let index = field.index;
    button("button is-quiet is-small", "削除").with(about(&which(field, place))).on_click(link, move |store| {
        let mut entries = entries(store, index);
        if place < entries.len() {
            entries.remove(place);
        }
        store.set(index, list(entries));
        focus_within(store, &store.item(index).id, ".rows > button");
    })
}

fn rows(link: &Link, field: &Field, row: &dyn Fn(usize) -> El, add: &str, blank: fn() -> Value) -> El {
    let (index, count) = (field.index, field.list().len());
    let add = button("button is-outline is-small", add).on_click(link, move |store| {
        let mut entries = entries(store, index);
        entries.push(blank());
        store.set(index, list(entries));
        focus_within(store, &store.item(index).id, ".row:last-of-type input");
    });
    let left_over = field.typed(LEFT_OVER);
    el("div").class("rows").all((0..count).map(|place| row(place).with(remove(link, field, place)))).with(add).when(
        !left_over.is_empty(),
        || {
            p("finding is-warning", &["貼り付けた表のうち、入れていないもの: ", left_over].concat())
                .attr("role", "alert")
        },
    )
}

/// 連携医療機関: a table of names and contents.
pub fn partners_field(link: &Link, field: &Field) -> El {
    let row = |place| {
        el("div").class("row is-partner").with(input(link, field, place, "name", "名称")).with(input(
            link,
            field,
            place,
            "content",
            "連携の内容",
        ))
    };
    let blank = || {
        let mut blank = Object::default();
        blank.set("name", "".into());
        blank.set("content", "".into());
        Value::Object(blank)
    };
    rows(link, field, &row, "連携医療機関を追加", blank)
}

/// A list of names.
pub fn names_field(link: &Link, field: &Field) -> El {
    let row = |place: usize| {
        let label = ["名称 ", &(place + 1).to_string()].concat();
        el("div").class("row").with(input(link, field, place, "", &label))
    };
    rows(link, field, &row, "名称を追加", || "".into())
}
