//! A number.

use kakari_catalog::Kind;
use kakari_draft::Value;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::Control;
use crate::store::{Action, Context};

/// What was typed as a value: a number where it is one, else the text, so that nothing typed is lost.
fn value_of(text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    Some(text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Number))
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
pub fn number_field(store: &Context, props: &Control) -> Html {
    let item = &store.catalog.items()[props.index];
    let shown = match store.value(item) {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(_) | None => String::new(),
    };
    let set = |tidy: bool| {
        let (store, item) = (store.clone(), item.id.clone());
        move |input: HtmlInputElement| {
            let text = if tidy { tidied(&input.value()) } else { input.value() };
            store.dispatch(Action::Set { item: item.clone(), value: value_of(&text) });
        }
    };
    let (typed, left) = (set(false), set(true));
    let oninput = Callback::from(move |event: InputEvent| typed(event.target_unchecked_into()));
    let onchange = Callback::from(move |event: Event| left(event.target_unchecked_into()));
    let mode = if item.kind == Kind::Decimal1 { "decimal" } else { "numeric" };
    html! {
        <div class="number">
            <input id={props.id()} type="text" inputmode={mode} autocomplete="off" class="input" value={shown} {oninput} {onchange}
                aria-describedby={props.described.clone()} aria-invalid={props.invalid.then_some("true")} />
            if let Some(unit) = &item.unit { <span class="unit">{ unit.clone() }</span> }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{tidied, value_of};
    use kakari_draft::Value;

    #[test]
    fn what_people_type_becomes_a_number() {
        for (typed, number) in [("１２", "12"), (" 1,234 ", "1234"), ("１．５", "1.5"), ("0", "0")] {
            assert_eq!(value_of(&tidied(typed)), Some(Value::Number(number.parse().expect("a number"))), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_kept_as_it_is() {
        assert_eq!(value_of(&tidied("約10")), Some(Value::String("約10".to_owned())));
        assert_eq!(value_of(""), None);
    }
}
