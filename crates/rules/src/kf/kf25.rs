//! KF25 電話番号が日本の番号の形でない。 The number itself is never told.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::width::narrow;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

const WHY: &str =
    "電話番号は、院内掲示や患者説明の書面に載り、公表もされます。間違っていると、患者さんからの連絡が届きません。";

pub(crate) static RULE: Rule = Rule {
    code: "KF25",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "電話番号の形が違います",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}に、電話番号に使わない文字があるか、区切りの位置が違います。",
            why: WHY,
            fix: "電話番号を1つだけ、数字とハイフンで入れてください。内線番号や受付時間は、ほかの欄に書いてください。",
        },
        Text {
            message: "{items}が、市外局番の0から始まっていません。", why: WHY, fix: "市外局番から入れてください。"
        },
        Text {
            message: "{items}の数字が{0}桁です。",
            why: WHY,
            fix: "市外局番から数えて10桁(050、060、070、080、090、0800で始まる番号は11桁)になるように、番号を確かめてください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第6条の4の2第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "日本の電話番号は、市外局番の0から数えて10桁です。050、060、070、080、090、0800で始まる番号は11桁です。ハイフン、括弧、空白、全角の数字、国番号「+81」で始まる書き方は読み取れます。",
        good: &[
            Example::new("市外局番から", &[("facility.phone", r#""011-000-0000""#)]),
            Example::new("括弧", &[("facility.phone", r#""(011)000-0000""#)]),
            Example::new("国番号から", &[("facility.phone", r#""+81-11-000-0000""#)]),
            Example::new("入力されていない", &[("facility.phone", "")]),
        ],
        bad: &[
            Example::new("市外局番がない", &[("facility.phone", r#""000-0000""#)]),
            Example::new("1桁足りない", &[("facility.phone", r#""011-000-000""#)]),
            Example::new("内線番号がある", &[("facility.phone", r#""011-000-0000(内線1)""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(text) = context.text(Id::FacilityPhone).filter(|text| !text.trim().is_empty()) else {
        return;
    };
    let Some(fault) = fault(text) else {
        return;
    };
    let finding = findings.raise(context).at(Id::FacilityPhone);
    match fault {
        Fault::Shape => finding,
        Fault::Start => finding.text(1),
        Fault::Length(count) => finding.text(2).arg(count),
    };
}

/// What is wrong with a telephone number.
enum Fault {
    Shape,
    Start,
    Length(usize),
}

fn fault(text: &str) -> Option<Fault> {
    let half = narrow(text.trim()).replace(['−', '‐', '‑', '–', '—', '―', 'ー'], "-");
    let domestic = match half.strip_prefix("+81") {
        Some(rest) => {
            let rest = rest.trim_start_matches([' ', '-']).trim_start_matches("(0)");
            format!("0{}", rest.strip_prefix('0').unwrap_or(rest).trim_start_matches([' ', '-']))
        }
        None => half,
    };
    if !is_well_separated(&domestic) {
        return Some(Fault::Shape);
    }
    let digits: String = domestic.chars().filter(char::is_ascii_digit).collect();
    if !digits.starts_with('0') || digits.starts_with("00") {
        return Some(Fault::Start);
    }
    // 060 is being opened for mobile telephones beside 070, 080 and 090.
    let is_long = ["050", "060", "070", "080", "090"].iter().any(|prefix| digits.starts_with(prefix));
    let length = if is_long { 11 } else { 10 };
    (digits.len() != length).then_some(Fault::Length(digits.len()))
}

/// Digits, with single hyphens, spaces and at most one pair of parentheses between them.
fn is_well_separated(text: &str) -> bool {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')');
    let ends_well =
        text.starts_with(|c: char| c.is_ascii_digit() || c == '(') && text.ends_with(|c: char| c.is_ascii_digit());
    let parentheses: String = text.chars().filter(|c| matches!(c, '(' | ')')).collect();
    text.chars().all(known)
        && ends_well
        && matches!(parentheses.as_str(), "" | "()")
        && !["--", "()", "(-", "-)"].iter().any(|pair| text.contains(pair))
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[track_caller]
    fn times(phone: &str, times: usize) {
        expect("KF25", &[("facility.phone", &format!("\"{phone}\""))], times);
    }

    #[test]
    fn ten_digits_or_eleven_for_mobile_and_ip_numbers() {
        for (phone, wrong) in [
            ("0110000000", 0),
            ("011000000", 1),
            ("01100000000", 1),
            ("0120-000-000", 0),
            ("0570-000-000", 0),
            ("0800-000-0000", 0),
            ("0800-000-000", 1),
            ("050-0000-0000", 0),
            ("050-0000-000", 1),
            ("090-0000-0000", 0),
            ("090-000-0000", 1),
            ("070-0000-0000", 0),
            ("080-0000-00000", 1),
            ("03-0000-0000", 0),
        ] {
            times(phone, wrong);
        }
    }

    #[test]
    fn separators_may_be_of_any_width_and_stand_between_digits() {
        for (phone, wrong) in [
            ("０１１－０００－００００", 0),
            ("011ー000ー0000", 0),
            ("011 000 0000", 0),
            ("011　000　0000", 0),
            ("011(000)0000", 0),
            ("（011）000-0000", 0),
            ("011--000-0000", 1),
            ("-011-000-0000", 1),
            ("011-000-0000-", 1),
            ("011(000-0000", 1),
            ("011)000(0000", 1),
            ("011()000-0000", 1),
            ("011.000.0000", 1),
            ("TEL 011-000-0000", 1),
            ("011-000-0000、011-000-0001", 1),
        ] {
            times(phone, wrong);
        }
    }

    #[test]
    fn the_country_code_is_understood() {
        for (phone, wrong) in [
            ("+81-11-000-0000", 0),
            ("+81 11 000 0000", 0),
            ("+81(0)11-000-0000", 0),
            ("+81-90-0000-0000", 0),
            ("+81-011-000-0000", 0),
            ("＋８１－１１－０００－００００", 0),
            ("+81-11-000-000", 1),
            ("+1-212-000-0000", 1),
            ("+81", 1),
        ] {
            times(phone, wrong);
        }
    }

    #[test]
    fn a_number_begins_with_the_area_code() {
        assert_eq!(
            says("KF25", &[("facility.phone", r#""231-4111""#)]).0,
            "「電話番号」が、市外局番の0から始まっていません。"
        );
        times("00-0000-0000", 1);
        times("010-0000-000", 0);
    }

    #[test]
    fn what_is_not_given_is_silent_and_nothing_tells_the_number() {
        expect("KF25", &[("facility.phone", "")], 0);
        times("", 0);
        times(" 　", 0);
        let (message, fix) = says("KF25", &[("facility.phone", r#""011-234-567""#)]);
        assert!(!format!("{message}{fix}").contains("234"));
        assert_eq!(message, "「電話番号」の数字が9桁です。");
    }
}
