//! Numbers as people write them.

use crate::Number;

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
}
