//! 保険医療機関番号 (10 digits) and its check digit (検証番号).

/// A code in its ten digits: 都道府県 2, 点数表 1, 郡市区 2, 医療機関 4, 検証番号 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstitutionCode([u8; 10]);

/// What the check digit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDigit {
    /// It fits.
    Fits,
    /// It does not; the digit that would.
    Expected(u8),
}

/// Prefectures that weight the first six of the seven digits alone: 埼玉, 千葉, 東京, 神奈川.
const SHORT_BODY: [u8; 4] = [11, 12, 13, 14];

/// The half-width form of a digit in full width or otherwise; `None` for what is no digit.
fn digit(character: char) -> Option<u8> {
    let offset = match character {
        '0'..='9' => u32::from('0'),
        '０'..='９' => u32::from('０'),
        _ => return None,
    };
    u8::try_from(u32::from(character) - offset).ok()
}

/// Signs that people put between the parts, in half and full width, and spaces.
fn is_separator(character: char) -> bool {
    matches!(character, ',' | '-' | '.' | '・' | '･' | '，' | '、' | '．' | '－' | '‐' | '‑' | '–' | '—' | '−' | 'ー')
        || character.is_whitespace()
}

impl InstitutionCode {
    /// The digits of a code as people write it: full-width digits and separators are understood. `None` where something
    /// else stands in it.
    pub fn digits(text: &str) -> Option<String> {
        text.chars()
            .filter(|character| !is_separator(*character))
            .map(|character| digit(character).map(|digit| char::from(b'0' + digit)))
            .collect()
    }

    /// Reads a code as people write it.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = Self::digits(text)?;
        let digits: [u8; 10] = digits.as_bytes().try_into().ok()?;
        Some(Self(digits.map(|byte| byte - b'0')))
    }

    /// 都道府県番号, 1 to 47 in a code that can exist.
    pub fn prefecture(&self) -> u8 {
        self.0[0] * 10 + self.0[1]
    }

    /// 点数表: 1 医科, 3 歯科, 4 調剤, 6 訪問看護.
    pub fn fee_table(&self) -> u8 {
        self.0[2]
    }

    /// Whether the last digit fits the others. Found by testing public lists of all 47 prefectures, not in an official
    /// text; hence a misfit is never an error.
    pub fn check_digit(&self) -> CheckDigit {
        let body = if SHORT_BODY.contains(&self.prefecture()) { &self.0[3..9] } else { &self.0[..9] };
        let sum: u32 = body
            .iter()
            .rev()
            .enumerate()
            .map(|(place, digit)| {
                let weighted = u32::from(*digit) * if place % 2 == 0 { 2 } else { 1 };
                weighted / 10 + weighted % 10
            })
            .sum();
        let expected = u8::try_from((10 - sum % 10) % 10).unwrap_or_default();
        if expected == self.0[9] { CheckDigit::Fits } else { CheckDigit::Expected(expected) }
    }
}

impl std::fmt::Display for InstitutionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{self, Write as _};
    use std::path::{Path, PathBuf};

    /// Real public lists lie beside the repository, where they are at hand. Where they are not, what is left out is said
    /// past the test's own output, which nobody sees when it passes.
    fn shared(name: &str, test: &str) -> Option<PathBuf> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
        if !path.exists() {
            let _ =
                writeln!(io::stderr(), "省略: ../shared/data/{name} がないため、試験 {test} は何も確かめていません。");
        }
        path.exists().then_some(path)
    }

    #[test]
    fn the_worked_example_fits() {
        let code = InstitutionCode::parse("0110112489").expect("ten digits");
        assert_eq!((code.prefecture(), code.fee_table(), code.check_digit()), (1, 1, CheckDigit::Fits));
    }

    #[test]
    fn a_wrong_last_digit_is_told_with_the_right_one() {
        let code = InstitutionCode::parse("0110112480").expect("ten digits");
        assert_eq!(code.check_digit(), CheckDigit::Expected(9));
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        for text in [
            "011-0112489",
            "01,1,0112,48,9",
            "01.1.01.1248.9",
            "01・1・0112489",
            "０１１０１１２４８９",
            " 0110112489 ",
            "01－1－0112489",
        ] {
            assert_eq!(
                InstitutionCode::parse(text).map(|code| code.to_string()).as_deref(),
                Some("0110112489"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in ["", "011011248", "01101124890", "011011248x", "百"] {
            assert_eq!(InstitutionCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_check_digit_vectors_agrees() {
        let Some(path) = shared("check-digit-vectors.csv", "every_line_of_the_check_digit_vectors_agrees") else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("readable");
        let mut lines = 0;
        for line in text.lines().skip(1) {
            let fields: Vec<_> = line.split(',').collect();
            let code = InstitutionCode::parse(fields[3]).expect("ten digits");
            assert_eq!(code.check_digit() == CheckDigit::Fits, fields[5] == "1", "{line}");
            lines += 1;
        }
        assert!(lines > 300, "only {lines} lines");
    }

    #[test]
    fn every_code_of_the_public_list_fits_but_those_made_as_dental() {
        let Some(path) =
            shared("institutions-sample.csv", "every_code_of_the_public_list_fits_but_those_made_as_dental")
        else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("readable");
        let (mut lines, mut misfits) = (0, 0);
        for line in text.lines().skip(1) {
            let nine = line.split(',').next().expect("a first field");
            let medical = format!("{}1{}", &nine[..2], &nine[2..]);
            let dental = format!("{}3{}", &nine[..2], &nine[2..]);
            let fits = |text: &str| InstitutionCode::parse(text).expect("ten digits").check_digit() == CheckDigit::Fits;
            if !fits(&medical) {
                assert!(fits(&dental), "unexplained: {nine}");
                misfits += 1;
            }
            lines += 1;
        }
        assert_eq!(lines, 14_531);
        println!("{lines} codes, {misfits} of them made with 点数表 3");
        assert!(misfits <= 27, "{misfits} codes were made with 点数表 3");
    }
}
