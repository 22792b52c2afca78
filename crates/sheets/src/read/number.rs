//! Numbers as a spreadsheet keeps them.

/// The most digits that mean something in a spreadsheet's number.
const DIGITS: usize = 15;

/// A number as a spreadsheet shows it: in the shortest digits that are the same in fifteen places, so that 0.1 + 0.2 is
/// 0.3 and not 0.30000000000000004.
pub fn of_spreadsheet(number: f64) -> String {
    rounded(number).to_string()
}

/// 「50%」 of 0.5.
pub fn percent(number: f64) -> String {
    [&of_spreadsheet(number * 100.0), "%"].concat()
}

/// Digits that a computation left behind without the noise at their end; all others as they were typed.
pub fn without_noise(typed: &str) -> String {
    let significant = typed.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    let is_computed = |number: &f64| number.to_string() == typed && of_spreadsheet(*number).len() + 3 < typed.len();
    let number = typed.parse().ok().filter(|_| significant > DIGITS && typed.contains('.')).filter(is_computed);
    number.map_or_else(|| typed.to_owned(), of_spreadsheet)
}

fn rounded(number: f64) -> f64 {
    format!("{number:.0$e}", DIGITS - 1).parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_tenths_are_tenths() {
        for (number, shown) in [
            (0.1 + 0.2, "0.3"),
            (1.1 + 2.2, "3.3"),
            (4.35 * 100.0, "435"),
            (0.1 * 3.0, "0.3"),
            (1.0 - 0.9, "0.1"),
            (3.0, "3"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (110_112_489.0, "110112489"),
            (123_456_789_012_345.0, "123456789012345"),
            (1.0 / 3.0, "0.333333333333333"),
        ] {
            assert_eq!(of_spreadsheet(number), shown);
        }
        assert_eq!((percent(0.5), percent(0.07)), ("50%".into(), "7%".into()));
    }

    #[test]
    fn digits_in_text_lose_noise_and_nothing_else() {
        for (typed, left) in [
            ("0.30000000000000004", "0.3"),
            ("3.3000000000000003", "3.3"),
            ("0.8999999999999999", "0.9"),
            ("0.3", "0.3"),
            ("1.50", "1.50"),
            ("0.123456789012345678", "0.123456789012345678"),
            ("12345678901234567890", "12345678901234567890"),
            ("0.3333333333333333", "0.3333333333333333"),
        ] {
            assert_eq!(without_noise(typed), left);
        }
    }
}
