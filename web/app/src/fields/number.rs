//! A number.

use kakari_catalog::Kind;
use kakari_draft::Value;

use super::field::Control;
use crate::html::{El, el};
use crate::store::Context;
use crate::words::{span, typing};

/// A field for a number with its unit.
pub fn number_field(store: &Context, control: &Control) -> El {
    let index = control.index;
    let item = store.item(index);
    let shown = match store.value(item) {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(_) | None => String::new(),
    };
    let input = typing("input", "input")
        .attr("type", "text")
        .attr("inputmode", if item.kind == Kind::Decimal1 { "decimal" } else { "numeric" })
        .value(&shown)
        .on_input(store, move |store, text| store.type_in(index, Value::typed(&text)))
        .on_change(store, move |store, text| {
            let unit = store.item(index).unit.as_deref().unwrap_or_default();
            store.type_in(index, Value::settled(&text, unit));
        });
    el("div").class("number").with(control.describe(input)).maybe(item.unit.as_deref(), |unit| span("unit", unit))
}
