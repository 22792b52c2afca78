//! KF21 保険医療機関番号の検証番号が合わない。 Found by testing public lists, so never an error; the user may override.

use kakari_catalog::Id;
use kakari_sources::Cite;

use super::institution_code;
use crate::{CheckDigit, Context, Findings, InForce, InstitutionCode, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF21",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "保険医療機関番号の検証番号が合いません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}の最後の1桁(検証番号)が合いません。ほかの桁から計算すると{0}になります。",
            why: "最後の1桁は、打ち間違いを見つけるための番号です。合わないときは、どこかの桁を打ち間違えていることがあります。番号が違っていると、G-MISで照合できません。",
            fix: "通知書などと見比べてください。正しければ、そのままでかまいません。計算の方法は公開されている一覧から確かめたもので、公式の説明によるものではありません。",
        },
        Text {
            message: "{items}の最後の1桁(検証番号)が、医科の番号としては合わず、歯科の番号としては合います。",
            why: "歯科を併設する医療機関などの番号に、まれに見られる形です。打ち間違いのこともあります。",
            fix: "通知書などと見比べてください。正しければ、そのままでかまいません。",
        },
    ],
    sources: &[Cite::our_reading("public-lists", "検証番号の検証(105,421件)"), Cite::derived("manual-gmis", "PDF p.9")],
    provisional: true,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "10桁の最後の1桁(検証番号)を、ほかの桁から計算して比べます。計算の方法は、47都道府県の公開一覧の105,421件で確かめたもので、公式の文書で確かめたものではありません。そのため、合わなくても報告の妨げにはしません。",
        good: &[
            Example::new("合う番号", &[("facility.code", r#""0110112489""#)]),
            Example::new("10桁でない番号(別の点検)", &[("facility.code", r#""0112489""#)]),
        ],
        bad: &[
            Example::new("最後の1桁の打ち間違い", &[("facility.code", r#""0110112488""#)]),
            Example::new("途中の桁の打ち間違い", &[("facility.code", r#""0110112789""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(code) = institution_code(context).filter(is_tested) else {
        return;
    };
    let CheckDigit::Expected(expected) = code.check_digit() else {
        return;
    };
    let finding = findings.raise(context).at(Id::FacilityCode);
    if fits_as_dental(&code) {
        finding.text(1);
    } else {
        finding.arg(expected);
    }
}

/// Whether the way to compute it was tested for this kind of code: not for 訪問看護, nor for 歯科 and 調剤 in the four
/// prefectures that compute it in their own way.
fn is_tested(code: &InstitutionCode) -> bool {
    !matches!((code.prefecture(), code.fee_table()), (0 | 48.., _) | (_, 6) | (11..=14, 3 | 4))
}

/// Whether a code of 医科 was computed as one of 歯科.
fn fits_as_dental(code: &InstitutionCode) -> bool {
    let mut digits = code.to_string();
    if code.fee_table() != 1 {
        return false;
    }
    digits.replace_range(2..3, "3");
    InstitutionCode::parse(&digits).is_some_and(|dental| dental.check_digit() == CheckDigit::Fits)
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[track_caller]
    fn times(code: &str, times: usize) {
        expect("KF21", &[("facility.code", &format!("\"{code}\""))], times);
    }

    #[test]
    fn the_expected_digit_is_told() {
        times("0110112489", 0);
        let (message, fix) = says("KF21", &[("facility.code", r#""0110112488""#)]);
        assert!(message.contains("計算すると9になります"), "{message}");
        assert!(fix.contains("正しければ、そのままでかまいません"), "{fix}");
    }

    #[test]
    fn a_code_computed_as_dental_says_so() {
        let code = format!("\"011011248{}\"", luhn("013011248"));
        let (message, _) = says("KF21", &[("facility.code", &code)]);
        assert!(message.contains("歯科の番号としては合います"), "{message}");
    }

    #[test]
    fn four_prefectures_compute_over_fewer_digits() {
        times("1310112480", usize::from(luhn("011248") != 0));
        times(&format!("131011248{}", luhn("011248")), 0);
        times(&format!("151011248{}", luhn("151011248")), 0);
    }

    #[test]
    fn what_was_not_tested_is_silent() {
        for untested in ["0160112480", "0160112481", "1330112480", "1330112481", "1440112480", "1440112481"] {
            times(untested, 0);
        }
        times("4810112480", 0);
        times("4810112481", 0);
        times("011011248", 0);
    }

    fn luhn(body: &str) -> u32 {
        let doubled =
            |(place, digit): (usize, u32)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit };
        let sum: u32 = body.chars().rev().filter_map(|digit| digit.to_digit(10)).enumerate().map(doubled).sum();
        (10 - sum % 10) % 10
    }
}
