//! A number.

use kakari_catalog::Kind;
use kakari_draft::Value;

use super::field::Field;
use crate::html::{El, el};
use crate::store::Link;
use crate::words::{span, typing};

/// A field for a number with its unit.
pub fn number_field(link: &Link, field: &Field) -> El {
    let (index, item) = (field.index, field.item());
    let shown = match field.value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(_) | None => String::new(),
    };
    let input = typing("input", "input")
        .attr("type", "text")
        .attr("inputmode", if item.kind == Kind::Decimal1 { "decimal" } else { "numeric" })
        .value(&shown)
        .on_input(link, move |store, text| store.type_in(index, Value::typed(&text)))
        .on_change(link, move |store, text| {
            let unit = store.item(index).unit.as_deref().unwrap_or_default();
            store.type_in(index, Value::settled(&text, unit));
        });
    el("div").class("number").with(field.describe(input)).maybe(item.unit.as_deref(), |unit| span("unit", unit))
}
