//! Numbers as people write them: while they are typed, when typing is over, and in files.

use crate::{Number, Value};

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

    /// The same when typing is over: a number where the text can be read as one, 「12人」 and 「012」 among them.
    pub fn settled(text: &str, unit: &str) -> Option<Self> {
        let typed = Self::typed(&tidied(text));
        match typed {
            Some(Self::String(_)) => typed_number(text, unit).map(Self::Number).or(typed),
            other => other,
        }
    }
}

/// What was typed, in half width and without the signs that group digits.
pub fn tidied(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|character| !matches!(character, ',' | '，' | ' ' | '　'))
        .map(|character| match character {
            '０'..='９' | '．' | '－' => narrow(character),
            'ー' | '−' => '-',
            other => other,
        })
        .collect()
}

/// A number as people write it: in full width, with its digits in groups, with zeros before it, with its unit behind it.
/// `None` for all that is not clear, such as 「約2」. `unit` as the catalogue has it, 「人(常勤換算)」.
pub fn typed_number(typed: &str, unit: &str) -> Option<Number> {
    let text: String = typed.chars().map(narrow).filter(|character| !matches!(character, ',' | ' ')).collect();
    let unit = unit.split('(').next().unwrap_or_default();
    let text = text.strip_suffix(unit).unwrap_or(&text);
    let text = if unit == "人" { text.strip_suffix('名').unwrap_or(text) } else { text };
    if text.contains(['e', 'E']) {
        return text.parse().ok();
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_whole = fraction.bytes().all(|byte| byte == b'0');
    let (point, fraction) = if is_whole { ("", "") } else { (".", fraction) };
    [sign, whole, point, fraction].concat().parse().ok()
}

fn narrow(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' | '\t' | '\r' | '\n' => ' ',
        '−' | '‐' | 'ー' => '-',
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, number) in [
            ("12", "12"),
            ("1.0", "1"),
            ("１２", "12"),
            (" 1,234 ", "1234"),
            ("１，２３４", "1234"),
            ("３人", "3"),
            ("12 人", "12"),
            ("12名", "12"),
            ("007", "7"),
            ("012", "12"),
            ("0", "0"),
            ("00.5", "0.5"),
            ("1.50", "1.50"),
            ("－5", "-5"),
            ("−5", "-5"),
            ("1e400", "1e+400"),
        ] {
            let read = typed_number(typed, "人(常勤換算)").map(|number| number.to_string());
            assert_eq!(read.as_deref(), Some(number), "{typed}");
        }
        assert_eq!(typed_number("6か月", "か月").map(|number| number.to_string()).as_deref(), Some("6"));
    }

    #[test]
    fn what_is_not_clear_is_no_number() {
        for typed in [
            "", "人", "約2", "約12人", "2回", "12人位", "1.", ".5", "1.2.3", "1/2", "二", "--1", "+1", "1 人半", "50%",
            "1〜2",
        ] {
            assert_eq!(typed_number(typed, "人"), None, "{typed}");
        }
        assert_eq!(typed_number("12人", ""), None);
    }

    #[test]
    fn what_is_typed_becomes_a_number_when_typing_is_over() {
        for (typed, number) in [
            ("１２", "12"),
            (" 1,234 ", "1234"),
            ("１．５", "1.5"),
            ("1.0", "1.0"),
            ("0", "0"),
            ("1.50", "1.50"),
            ("1e400", "1e400"),
            ("12人", "12"),
            ("１２ 名", "12"),
            ("012", "12"),
        ] {
            let value = Value::settled(typed, "人(常勤換算)").expect("a value");
            assert_eq!(value.as_number().map(Number::as_str), Some(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_kept_as_it_is() {
        for typed in ["約10", "10回", "十"] {
            assert_eq!(Value::settled(typed, "人"), Some(Value::String(typed.to_owned())));
        }
        assert_eq!(Value::typed("012"), Some(Value::String("012".to_owned())), "while it is typed");
        assert_eq!(Value::typed(""), None);
        assert_eq!(Value::settled(" ", ""), None);
    }
}
