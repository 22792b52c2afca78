//! The exact value of a number as it was typed, without rounding.

use serde_json::Number;

/// A decimal number: its digits as a whole number, times ten to the power of the exponent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    negative: bool,
    /// Without leading or trailing zeros; empty for zero.
    digits: String,
    exponent: i64,
}

impl Exact {
    /// The exact value of a JSON number.
    pub fn of(number: &Number) -> Self {
        let text = number.as_str();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // An exponent beyond i64 only ever means "far too large" or "far too small".
        let limit = if power.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 };
        let power: i64 = power.strip_prefix('+').unwrap_or(power).parse().unwrap_or(limit);

        let all = format!("{whole}{fraction}");
        let kept = all.trim_end_matches('0');
        let fraction_digits = i64::try_from(fraction.len()).unwrap_or(i64::MAX / 4);
        let trailing = i64::try_from(all.len() - kept.len()).unwrap_or(0);
        let digits = kept.trim_start_matches('0').to_owned();
        let exponent =
            if digits.is_empty() { 0 } else { power.clamp(i64::MIN / 2, i64::MAX / 2) - fraction_digits + trailing };
        Self { negative: negative && !digits.is_empty(), digits, exponent }
    }

    /// Below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Decimal places that it needs.
    pub fn decimals(&self) -> u64 {
        u64::try_from(-self.exponent).unwrap_or(0)
    }

    /// Its size without the sign, cut off (not rounded) after `places` decimals, as a whole number of those places:
    /// 1.99 with one place is 19. `None` when that does not fit.
    pub fn cut(&self, places: u8) -> Option<u64> {
        let shift = self.exponent.checked_add(i64::from(places))?;
        if self.digits.is_empty() {
            return Some(0);
        }
        if shift < 0 {
            let drop = usize::try_from(-shift).unwrap_or(usize::MAX);
            let kept = self.digits.len().saturating_sub(drop);
            return if kept == 0 { Some(0) } else { self.digits[..kept].parse().ok() };
        }
        let factor = 10u64.checked_pow(u32::try_from(shift).ok()?)?;
        self.digits.parse::<u64>().ok()?.checked_mul(factor)
    }

    /// Whether its size without the sign is above this whole number.
    pub fn is_above(&self, limit: u64) -> bool {
        match self.cut(0) {
            None => true,
            Some(whole) => whole > limit || (whole == limit && self.decimals() > 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    fn exact(text: &str) -> Exact {
        Exact::of(&text.parse().expect("a number"))
    }

    #[test]
    fn it_is_cut_off_not_rounded() {
        for (text, tenths) in
            [("1.99", 19), ("0.05", 0), ("0.1", 1), ("12", 120), ("1.50", 15), ("1e1", 100), ("199e-2", 19), ("0", 0)]
        {
            assert_eq!(exact(text).cut(1), Some(tenths), "{text}");
        }
    }

    #[test]
    fn it_counts_the_decimals_that_matter() {
        for (text, decimals) in [("1.99", 2), ("1.50", 1), ("2.0", 0), ("100", 0), ("1e-3", 3), ("0.000", 0)] {
            assert_eq!(exact(text).decimals(), decimals, "{text}");
        }
    }

    #[test]
    fn it_knows_what_lies_above_a_limit() {
        for (text, above) in [
            ("9999999", false),
            ("9999999.0", false),
            ("9999999.1", true),
            ("10000000", true),
            ("1e400", true),
            ("1e-400", false),
        ] {
            assert_eq!(exact(text).is_above(9_999_999), above, "{text}");
        }
    }

    #[test]
    fn an_exponent_beyond_all_measure_is_no_panic() {
        assert!(exact("1e99999999999999999999").is_above(1));
        assert!(!exact("1e-99999999999999999999").is_above(0) || exact("1e-99999999999999999999").decimals() > 0);
        assert!(!exact("-0").is_negative());
    }
}
