//! Fields that are answered alike as one table, a row each. It is walked as a spreadsheet is (Enter, arrow keys, Tab) and
//! takes a pasted column.

use kakari_catalog::Kind;

use super::choice::choice_field;
use super::field::{Field, below, group, leave, more_button, name};
use super::last_year::last_year;
use super::number::number_field;
use crate::html::{El, On, Select, el, fragment, part};
use crate::route::field_id;
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
        .on(store, On::KeyDown, move |store, event| {
            if let Some(late) = store.late() {
                (late.keys.in_table)(store, &keys, event);
            }
        })
        .on(store, On::Paste, move |store, event| {
            if let Some(late) = store.late() {
                (late.keys.paste)(store, &pasted, event);
            }
        })
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
