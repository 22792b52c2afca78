//! What was typed into a field for a number.

use crate::Value;

impl Value {
    /// What was typed as a value: a number where it is one, else the text, so that nothing typed is lost; nothing where
    /// nothing was typed.
    pub fn typed(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let number = Self::read(text).ok().filter(|value| value.as_number().is_some_and(|own| own.as_str() == text));
        Some(number.unwrap_or_else(|| text.into()))
    }
}

/// What was typed, in half width and without the signs that group digits.
pub fn tidied(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::tidied;
    use crate::Value;

    #[test]
    fn what_people_type_becomes_a_number() {
        for (typed, number) in
            [("１２", "12"), (" 1,234 ", "1234"), ("１．５", "1.5"), ("0", "0"), ("1.50", "1.50"), ("1e400", "1e400")]
        {
            let value = Value::typed(&tidied(typed)).expect("a value");
            assert_eq!(value.as_number().map(crate::Number::as_str), Some(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_kept_as_it_is() {
        assert_eq!(Value::typed(&tidied("約10")), Some(Value::String("約10".to_owned())));
        assert_eq!(Value::typed(&tidied("012")), Some(Value::String("012".to_owned())));
        assert_eq!(Value::typed(""), None);
    }
}
