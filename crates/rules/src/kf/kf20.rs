//! KF20 保険医療機関番号が10桁でない。 A missing code is KF26.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{CheckDigit, Context, Findings, InForce, InstitutionCode, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

const WHY: &str = "G-MISでは、報告のはじめに保険医療機関番号を照合します。番号は、都道府県番号2桁、点数表番号1桁、医療機関コード7桁を並べた10桁です。";

pub(crate) static RULE: Rule = Rule {
    code: "KF20",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "保険医療機関番号が10桁ではありません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}に、数字でない文字が入っています。",
            why: WHY,
            fix: "10桁の数字だけを入れてください。区切りのハイフンや点はあってもかまいません。",
        },
        Text {
            message: "{items}が{0}桁です。10桁で入力してください。",
            why: WHY,
            fix: "都道府県番号2桁、点数表番号1桁(医科は1)、医療機関コード7桁の順に並べて、10桁にしてください。",
        },
        Text {
            message: "{items}が7桁です。10桁で入力してください。",
            why: WHY,
            fix: "7桁は、通知書などに書かれている医療機関コードだけの形だと思われます。その前に、都道府県番号「{0}」と点数表番号(医科は「1」)を付けて10桁にしてください。",
        },
        Text {
            message: "{items}が7桁です。10桁で入力してください。",
            why: WHY,
            fix: "7桁は、通知書などに書かれている医療機関コードだけの形だと思われます。その前に、都道府県番号「{0}」と点数表番号(医科は「1」)を付けた「{1}」でよいか確かめてください。",
        },
        Text {
            message: "{items}が9桁です。はじめの0が落ちていると思われます。",
            why: "表計算ソフトで開くと、番号のはじめの0が消えることがあります。G-MISでは、報告のはじめに10桁の保険医療機関番号を照合します。",
            fix: "はじめに0を付けた「{0}」でよいか確かめてください。",
        },
    ],
    sources: &[Cite::derived("manual-gmis", "PDF p.9"), Cite::our_reading("public-lists", "検証番号の検証(105,421件)")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "保険医療機関番号は10桁の数字です。全角の数字、ハイフン、点、コンマ、空白は読み取れます。通知書などに書かれた7桁の形と、表計算ソフトではじめの0が消えた9桁の形は、都道府県がわかれば直し方を示します。それ以外の番号を推し量ることはしません。",
        good: &[
            Example::new("10桁", &[("facility.code", r#""0110112489""#)]),
            Example::new("区切りのある10桁", &[("facility.code", r#""01,1,01,1248,9""#)]),
            Example::new("入力されていない", &[("facility.code", "")]),
        ],
        bad: &[
            Example::new("7桁", &[("facility.code", r#""0112489""#)]),
            Example::new("はじめの0が落ちた9桁", &[("facility.code", r#""110112489""#)]),
            Example::new("数字でない文字", &[("facility.code", r#""011011248X""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(text) = context.text(Id::FacilityCode).filter(|text| !text.trim().is_empty()) else {
        return;
    };
    let digits = InstitutionCode::digits(text).filter(|digits| !digits.is_empty());
    if digits.as_ref().is_some_and(|digits| digits.len() == 10) {
        return;
    }
    let finding = findings.raise(context).at(Id::FacilityCode);
    let Some(digits) = digits else {
        return;
    };
    let prefecture = context.choice(Id::FacilityPrefecture);
    match (digits.len(), prefecture) {
        (7, Some(prefecture)) => {
            let whole = format!("{prefecture}1{digits}");
            let fits = InstitutionCode::parse(&whole).is_some_and(|code| code.check_digit() == CheckDigit::Fits);
            finding.text(if fits { 3 } else { 2 }).arg(prefecture).arg(whole);
        }
        (9, Some(prefecture)) if prefecture.strip_prefix('0').is_some_and(|digit| digits.starts_with(digit)) => {
            finding.text(4).arg(format!("0{digits}"));
        }
        (length, _) => {
            finding.text(1).arg(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn ten_digits_are_silent_however_they_are_separated() {
        for code in ["0110112489", "01-1-0112489", "01・1・0112489", "０１１０１１２４８９", " 0110112489 "]
        {
            expect("KF20", &[("facility.code", &format!("\"{code}\""))], 0);
        }
    }

    #[test]
    fn one_digit_more_or_less_is_told_with_the_count() {
        for (code, count) in [("12345678", 8), ("01101124890", 11), ("1", 1)] {
            let (message, _) = says("KF20", &[("facility.code", &format!("\"{code}\""))]);
            assert_eq!(message, format!("「保険医療機関番号」が{count}桁です。10桁で入力してください。"));
        }
    }

    #[test]
    fn what_is_not_given_or_no_text_is_left_to_other_rules() {
        for json in ["", r#""""#, r#"" 　""#, "110112489", "null"] {
            expect("KF20", &[("facility.code", json)], 0);
        }
    }

    #[test]
    fn something_that_is_no_digit_is_told() {
        for code in ["011011248X", "北海道", "-"] {
            let (message, _) = says("KF20", &[("facility.code", &format!("\"{code}\""))]);
            assert_eq!(message, "「保険医療機関番号」に、数字でない文字が入っています。");
        }
    }

    #[test]
    fn the_printed_seven_digits_are_completed_where_the_check_digit_bears_it_out() {
        assert!(says("KF20", &[("facility.code", r#""0112489""#)]).1.contains("「0110112489」"));
        let (_, fix) = says("KF20", &[("facility.code", r#""0112480""#)]);
        assert!(fix.contains("都道府県番号「01」") && !fix.contains("0112480"), "{fix}");
        let (_, fix) = says("KF20", &[("facility.code", r#""0112489""#), ("facility.prefecture", "")]);
        assert!(!fix.contains("0112489"), "{fix}");
    }

    #[test]
    fn a_leading_zero_is_restored_only_where_the_prefecture_leaves_one_reading() {
        assert!(says("KF20", &[("facility.code", r#""110112489""#)]).1.contains("「0110112489」"));
        for (code, prefecture) in [
            ("110112489", ""),
            ("110112489", r#""11""#),
            ("110112489", r#""02""#),
            ("010112489", r#""01""#),
            ("310112489", r#""13""#),
        ] {
            let set = [("facility.code", &*format!("\"{code}\"")), ("facility.prefecture", prefecture)];
            assert!(says("KF20", &set).0.contains("9桁です。10桁で"), "{code} {prefecture}");
        }
    }
}
