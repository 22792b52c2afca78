//! Lists whose entries are added and removed: 連携医療機関 and names.

use kakari_draft::{Object, Value};
use wasm_bindgen::JsValue;
use web_sys::Event;

use super::field::Control;
use crate::html::{El, On, el};
use crate::js;
use crate::route::focus_within;
use crate::store::Context;
use crate::words::{button, p, unseen};

/// The parts of a 連携医療機関, in the order of their columns.
const PARTNER: &[&str] = &["name", "content"];
/// A name is its only part.
const NAME: &[&str] = &[""];
/// Where the view keeps what of a paste found no place.
const LEFT_OVER: usize = usize::MAX;

fn entries(store: &Context, index: usize) -> Vec<Value> {
    store.list(&store.item(index).id).to_vec()
}

fn list(entries: Vec<Value>) -> Option<Value> {
    (!entries.is_empty()).then_some(Value::Array(entries))
}

/// A line of text in an entry; `name` is the member of the entry, empty where the entry is the text itself.
fn input(store: &Context, control: &Control, place: usize, name: &'static str, label: &str) -> El {
    let index = control.index;
    let entries_now = store.list(&store.item(index).id);
    let entry = entries_now.get(place);
    let text = if name.is_empty() { entry } else { entry.and_then(Value::as_object).and_then(|entry| entry.get(name)) };
    let set = move |store: &Context, text: String| {
        let mut entries = entries(store, index);
        let Some(entry) = entries.get_mut(place) else { return };
        set_part(entry, name, text);
        store.type_in(index, list(entries));
    };
    let input = el("input")
        .class("input is-text")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr_if("aria-invalid", control.invalid.then_some("true"))
        .value(text.and_then(Value::as_str).unwrap_or_default())
        .on_input(store, set)
        .on(store, On::Paste, move |store, event| paste(store, index, place, name, event));
    el("label").class("row-part").with(el("span").text(label)).with(input)
}

/// Other members of the entry stay as they are.
fn set_part(entry: &mut Value, name: &str, text: String) {
    *entry = if name.is_empty() {
        Value::String(text)
    } else {
        let mut object = entry.as_object().cloned().unwrap_or_default();
        object.set(name, Value::String(text));
        Value::Object(object)
    };
}

/// What was copied from a spreadsheet goes into rows and columns, as one change. Text of one line is the browser's.
fn paste(store: &Context, index: usize, place: usize, name: &str, event: &Event) {
    let text =
        js::field(event, "clipboardData").and_then(|data| js::call(&data, "getData", &["text/plain".into()]).ok());
    let rows = cells(&text.as_ref().and_then(JsValue::as_string).unwrap_or_default());
    if rows.len() < 2 && rows.first().is_none_or(|row| row.len() < 2) {
        return;
    }
    event.prevent_default();
    let parts = if name.is_empty() { NAME } else { PARTNER };
    let parts = &parts[parts.iter().position(|part| *part == name).unwrap_or_default()..];
    let mut entries = entries(store, index);
    let left_over = put(&mut entries, place, parts, rows);
    store.set(index, list(entries));
    store.view(move |view| view.type_into(index, LEFT_OVER, left_over));
}

/// Puts rows into the entries from one place on. A row that holds something is not written over: it stays, and new ones
/// go in before it or, where the paste began in it, behind it. Gives what found no column.
fn put(entries: &mut Vec<Value>, place: usize, parts: &[&str], rows: Vec<Vec<String>>) -> String {
    let is_blank = |entry: &Value, parts: &[&str]| parts.iter().all(|part| part_of(entry, part).is_empty());
    let mut at = place;
    let mut left_over: Vec<String> = Vec::new();
    for (number, mut row) in rows.into_iter().enumerate() {
        let filled = row.len().min(parts.len());
        // The first row may go beside what was typed in another column of its entry; the rest need entries of their own.
        let wanted = if number == 0 {
            &parts[..filled]
        } else if parts[0].is_empty() {
            NAME
        } else {
            PARTNER
        };
        let is_first_taken = number == 0 && entries.get(at).is_some_and(|entry| !is_blank(entry, wanted));
        at += usize::from(is_first_taken);
        if !entries.get(at).is_some_and(|entry| is_blank(entry, wanted)) {
            let mut blank = Value::from("");
            if !parts[0].is_empty() {
                for part in PARTNER {
                    set_part(&mut blank, part, String::new());
                }
            }
            entries.insert(at.min(entries.len()), blank);
        }
        left_over.extend(row.drain(filled..).filter(|cell| !cell.is_empty()));
        for (part, cell) in parts.iter().zip(row) {
            set_part(&mut entries[at], part, cell);
        }
        at += 1;
    }
    left_over.join("　")
}

/// A part of an entry; the entry itself, where it is a text.
fn part_of<'a>(entry: &'a Value, name: &str) -> &'a str {
    let part = if name.is_empty() { Some(entry) } else { entry.as_object().and_then(|entry| entry.get(name)) };
    part.and_then(Value::as_str).unwrap_or_default()
}

/// The cells of what a spreadsheet copies: tabs between columns, a line for each row, and quotes around a cell with line
/// breaks in it. Rows and columns at the end that hold nothing are left out.
fn cells(text: &str) -> Vec<Vec<String>> {
    // A quote that nothing closes is one of the text.
    split(text, true).or_else(|| split(text, false)).unwrap_or_default()
}

/// `None` where a quote is not closed.
fn split(text: &str, quotes: bool) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut is_new) = (false, true);
    let mut characters = text.trim_end_matches(['\r', '\n']).chars().chain(['\n']).peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_new && quotes => is_quoted = true,
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '\r' => continue,
            '\t' | '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                if character == '\n' {
                    while row.last().is_some_and(String::is_empty) {
                        row.pop();
                    }
                    let row = std::mem::take(&mut row);
                    if !row.is_empty() {
                        rows.push(row);
                    }
                }
                is_new = true;
                continue;
            }
            // A field has one line.
            '\n' => cell.push(' '),
            other => cell.push(other),
        }
        is_new = false;
    }
    (!is_quoted).then_some(rows)
}

fn remove(store: &Context, index: usize, place: usize) -> El {
    let which = ["(", &(place + 1).to_string(), "番目)"].concat();
    button("button is-quiet is-small", "削除").with(unseen(&which)).on_click(store, move |store| {
        let mut entries = entries(store, index);
        if place < entries.len() {
            entries.remove(place);
        }
        store.set(index, list(entries));
        focus_within(&store.item(index).id, ".rows > button");
    })
}

fn rows(store: &Context, index: usize, row: &dyn Fn(usize) -> El, add: &str, blank: fn() -> Value) -> El {
    let count = store.list(&store.item(index).id).len();
    let add = button("button is-outline is-small", add).on_click(store, move |store| {
        let mut entries = entries(store, index);
        entries.push(blank());
        store.set(index, list(entries));
        focus_within(&store.item(index).id, ".row:last-of-type input");
    });
    let left_over = store.view.typed(index, LEFT_OVER);
    el("div").class("rows").all((0..count).map(|place| row(place).with(remove(store, index, place)))).with(add).when(
        !left_over.is_empty(),
        || {
            p("finding is-warning", &["貼り付けた表のうち、入れる欄がないため入れていないもの: ", left_over].concat())
                .attr("role", "alert")
        },
    )
}

/// 連携医療機関: a table of names and contents.
pub fn partners_field(store: &Context, control: &Control) -> El {
    let row = |place| {
        el("div").class("row is-partner").with(input(store, control, place, "name", "名称")).with(input(
            store,
            control,
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
    rows(store, control.index, &row, "連携医療機関を追加", blank)
}

/// A list of names.
pub fn names_field(store: &Context, control: &Control) -> El {
    let row = |place: usize| {
        let label = ["名称 ", &(place + 1).to_string()].concat();
        el("div").class("row").with(input(store, control, place, "", &label))
    };
    rows(store, control.index, &row, "名称を追加", || "".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        cells(text)
    }

    #[test]
    fn what_a_spreadsheet_copies_is_rows_and_columns() {
        for (text, expected) in [
            ("甲病院\t夜間\r\n乙医院\t休日\r\n", vec![vec!["甲病院", "夜間"], vec!["乙医院", "休日"]]),
            ("甲病院\n乙医院", vec![vec!["甲病院"], vec!["乙医院"]]),
            ("\t夜間\n", vec![vec!["", "夜間"]]),
            ("甲\t\t\n\n\t\n乙\t休日", vec![vec!["甲"], vec!["乙", "休日"]]),
            ("\"甲\n\"\"別館\"\"\"\t夜間\n", vec![vec!["甲 \"別館\"", "夜間"]]),
            ("甲\"\t\"\n", vec![vec!["甲\"", "\""]]),
            ("\"甲\n別館\"\r\n乙", vec![vec!["甲 別館"], vec!["乙"]]),
            ("甲病院", vec![vec!["甲病院"]]),
            ("甲病院\r\n", vec![vec!["甲病院"]]),
            ("", vec![]),
        ] {
            assert_eq!(table(text), expected, "{text:?}");
        }
    }

    fn partner(name: &str, content: &str) -> Value {
        let mut partner = Value::from("");
        set_part(&mut partner, "name", name.to_owned());
        set_part(&mut partner, "content", content.to_owned());
        partner
    }

    #[test]
    fn pasted_rows_write_over_nothing() {
        let rows = || table("甲\t夜間\n乙\t休日");
        let pasted = [partner("甲", "夜間"), partner("乙", "休日")];
        let old = partner("丙", "日中");
        for (before, place, after) in [
            (vec![partner("", "")], 0, pasted.to_vec()),
            (vec![partner("", ""), old.clone()], 0, [&pasted[..], std::slice::from_ref(&old)].concat()),
            (vec![old.clone()], 0, [std::slice::from_ref(&old), &pasted[..]].concat()),
            (vec![partner("", ""), partner("", "")], 0, pasted.to_vec()),
        ] {
            let mut entries = before;
            assert_eq!(put(&mut entries, place, PARTNER, rows()), "");
            assert_eq!(entries, after);
        }
    }

    #[test]
    fn what_finds_no_column_is_given_back() {
        let mut entries = vec![partner("丙", "")];
        let left_over = put(&mut entries, 0, &PARTNER[1..], table("夜間\t011\n休日\t\t012"));
        assert_eq!((left_over.as_str(), entries), ("011　012", vec![partner("丙", "夜間"), partner("", "休日")]));
        let mut names = vec![Value::from("")];
        assert_eq!(put(&mut names, 0, NAME, table("例示苑\t5床\n例示荘")), "5床");
        assert_eq!(names, [Value::from("例示苑"), Value::from("例示荘")]);
    }
}
