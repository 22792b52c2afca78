//! A number.

use kakari_catalog::Kind;
use kakari_draft::{Value, typed_number};

use super::field::Control;
use crate::html::{El, el};
use crate::store::Context;
use crate::words::{span, typing};

/// What was typed as a value: a number where it is one, else the text, so that nothing typed is lost.
fn value_of(text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    Some(text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Number))
}

/// What was typed, when it is done with: a number where it can be read as one, 「12人」 and 「012」 among them.
fn read(text: &str, unit: &str) -> Option<Value> {
    let tidied = value_of(&tidied(text));
    match tidied {
        Some(Value::String(_)) => typed_number(text, unit).map(Value::Number).or(tidied),
        other => other,
    }
}

/// What was typed, in half width and without the signs that group digits.
pub(super) fn tidied(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|character| !matches!(character, ',' | '，' | ' ' | '　'))
        .map(|character| match character {
            '０'..='９' => {
                char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character)
            }
            '．' => '.',
            '－' | 'ー' | '−' => '-',
            other => other,
        })
        .collect()
}

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
        .on_input(store, move |store, text| store.type_in(index, value_of(&text)))
        .on_change(store, move |store, text| {
            let unit = store.item(index).unit.as_deref().unwrap_or_default();
            store.type_in(index, read(&text, unit));
        });
    el("div").class("number").with(control.describe(input)).maybe(item.unit.as_deref(), |unit| span("unit", unit))
}

#[cfg(test)]
mod tests {
    use super::{read, value_of};
    use kakari_draft::Value;

    #[test]
    fn what_people_type_becomes_a_number() {
        for (typed, number) in [
            ("１２", "12"),
            (" 1,234 ", "1234"),
            ("１．５", "1.5"),
            ("1.0", "1.0"),
            ("0", "0"),
            ("12人", "12"),
            ("１２ 名", "12"),
            ("012", "12"),
        ] {
            assert_eq!(read(typed, "人(常勤換算)"), Some(Value::Number(number.parse().expect("a number"))), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_kept_as_it_is() {
        for typed in ["約10", "10回", "十"] {
            assert_eq!(read(typed, "人"), Some(Value::String(typed.to_owned())));
        }
        assert_eq!(value_of(""), None);
    }
}
