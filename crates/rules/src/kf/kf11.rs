//! KF11 数字や番号が全角。 The fix is the half-width form, but never for a telephone number or an address.

use kakari_catalog::{Id, Item, Kind, parse_date};
use kakari_draft::Value;
use kakari_sources::Cite;

use crate::width::{is_wide, narrow};
use crate::{Context, Findings, InForce, InstitutionCode, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF11",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "数字や番号が全角で書かれています",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}が、全角の文字で書かれています。",
            why: "数や番号を全角で書くと、数として読み取れなかったり、G-MISなどほかの画面で受け付けられなかったりします。",
            fix: "半角の「{0}」に直してください。",
        },
        Text {
            message: "{items}に、全角の数字や記号が入っています。",
            why: "数や番号を全角で書くと、数として読み取れなかったり、G-MISなどほかの画面で受け付けられなかったりします。",
            fix: "数字と記号を半角に直してください。",
        },
        Text {
            message: "{items}の郵便番号が、全角の文字で書かれています。",
            why: "郵便番号を全角で書くと、ほかの画面で受け付けられないことがあります。",
            fix: "郵便番号の数字とハイフンを半角に直してください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "数、日付、選択肢のキー、保険医療機関番号、電話番号、郵便番号を、全角の数字や記号で書いていないかを見ます。所在地の番地は全角でもかまいません。",
        good: &[
            Example::new("半角の番号", &[("facility.code", r#""01-1-0112489""#)]),
            Example::new("番地が全角の所在地", &[("facility.address", r#""北海道札幌市中央区例示１条１丁目""#)]),
        ],
        bad: &[
            Example::new("全角の保険医療機関番号", &[("facility.code", r#""０１１０１１２４８９""#)]),
            Example::new("全角の数", &[("f1.staff.doctors", r#""２""#)]),
            Example::new("全角の電話番号", &[("facility.phone", r#""０１１－０００－００００""#)]),
        ],
    },
};

/// What is to be done about a value in full width.
enum Advice {
    /// Write this.
    Write(String),
    /// Write the same in half width.
    Describe,
}

fn check(context: &Context, findings: &mut Findings) {
    for (index, item) in context.catalog.items().iter().enumerate() {
        let Some(value) = context.value_at(index) else {
            continue;
        };
        if index == context.catalog.index(Id::FacilityAddress) {
            if value.as_str().is_some_and(has_wide_postal_code) {
                findings.raise(context).at_item(index).text(2);
            }
            continue;
        }
        match advice(context, index, item, value) {
            Some(Advice::Write(half)) => findings.raise(context).at_item(index).arg(half),
            Some(Advice::Describe) => findings.raise(context).at_item(index).text(1),
            None => continue,
        };
    }
}

fn advice(context: &Context, index: usize, item: &Item, value: &Value) -> Option<Advice> {
    // Nearly every value is ASCII, and none of that is wide.
    let wide = value.as_str().filter(|text| !text.is_ascii() && text.chars().any(is_wide));
    let write = |half: Option<String>| half.map_or(Advice::Describe, Advice::Write);
    match item.kind {
        Kind::Count | Kind::Decimal1 => wide.filter(|text| text.chars().any(is_wide_digit)).map(|t| write(number(t))),
        Kind::Date => wide.filter(|text| text.chars().any(is_wide_digit)).map(|text| write(date(text))),
        Kind::Choice | Kind::Multi => {
            let keys = value.as_array().unwrap_or(std::slice::from_ref(value)).iter().filter_map(Value::as_str);
            let half = keys.filter(|key| !key.is_ascii() && key.chars().any(is_wide)).map(narrow);
            let known = |key: &String| context.catalog.options_at(index).iter().any(|option| option.key == *key);
            let half: Vec<String> = half.filter(known).collect();
            (!half.is_empty()).then(|| Advice::Write(half.join("」「")))
        }
        Kind::Text if index == context.catalog.index(Id::FacilityCode) => {
            wide.map(|text| write(InstitutionCode::digits(text).filter(|digits| !digits.is_empty())))
        }
        Kind::Text if index == context.catalog.index(Id::FacilityPhone) => wide.map(|_| Advice::Describe),
        Kind::Text | Kind::Partners | Kind::Names | Kind::Flag => None,
    }
}

fn is_wide_digit(character: char) -> bool {
    matches!(character, '０'..='９')
}

/// The number in half width, without commas between its digits.
fn number(text: &str) -> Option<String> {
    let half = narrow(text.trim()).replace(',', "");
    let (whole, fraction) = half.split_once('.').unwrap_or((&half, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then_some(half)
}

/// The day as `YYYY-MM-DD`, where that is all it takes.
fn date(text: &str) -> Option<String> {
    let half = narrow(text.trim()).replace(['/', '.', '−', '‐', 'ー'], "-");
    parse_date(&half).map(|_| half)
}

/// Whether the text begins with a postal code, or has one behind 〒, in which a digit is full width.
fn has_wide_postal_code(text: &str) -> bool {
    let start = text.split_once('〒').map_or(text, |(_, after)| after).trim_start();
    let code: String = start.chars().take(8).collect();
    let is_in_place = |(place, character): (usize, char)| {
        if place == 3 { matches!(character, '-' | '−' | '‐' | 'ー') } else { character.is_ascii_digit() }
    };
    code.chars().count() == 8 && narrow(&code).chars().enumerate().all(is_in_place) && code.chars().any(is_wide_digit)
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[track_caller]
    fn fixed(id: &str, wide: &str, half: &str) {
        assert_eq!(says("KF11", &[(id, wide)]).1, format!("半角の「{half}」に直してください。"));
    }

    #[test]
    fn words_are_not_wide() {
        expect("KF11", &[("facility.phone", r#""なし""#)], 0);
        expect("KF11", &[("facility.phone", r#""０１１－０００－００００""#)], 1);
    }

    #[test]
    fn numbers_dates_and_codes_are_given_in_half_width() {
        fixed("f1.staff.doctors", r#""１２""#, "12");
        fixed("f1.staff.doctors", r#""１，２００""#, "1200");
        fixed("f1.generalist.fte", r#""１．５""#, "1.5");
        fixed("facility.opened_on", r#""２０２０－０４－０１""#, "2020-04-01");
        fixed("facility.opened_on", r#""２０２０／０４／０１""#, "2020-04-01");
        fixed("facility.code", r#""０１－１０１１２４８－９""#, "0110112489");
        fixed("facility.prefecture", r#""０１""#, "01");
        fixed("f1.areas", r#"["６","7","９"]"#, "6」「9");
        fixed("f1.generalist", r#""ｎｏ""#, "no");
    }

    #[test]
    fn what_is_more_than_a_number_is_only_described() {
        for (id, wide) in [
            ("f1.staff.doctors", r#""約２人""#),
            ("facility.opened_on", r#""２０２０年４月１日""#),
            ("facility.code", r#""北１２""#),
        ] {
            assert_eq!(says("KF11", &[(id, wide)]).1, "数字と記号を半角に直してください。", "{wide}");
        }
    }

    #[test]
    fn a_telephone_number_is_never_told() {
        let (message, fix) = says("KF11", &[("facility.phone", r#""０１１－０００－００００""#)]);
        assert!(!format!("{message}{fix}").contains(['０', '0']));
        expect("KF11", &[("facility.phone", r#""011（000）0000""#)], 1);
        expect("KF11", &[("facility.phone", r#""011(000)0000""#)], 0);
    }

    #[test]
    fn in_an_address_only_the_postal_code_counts() {
        for (address, times) in [
            ("〒０６０－０００１ 北海道札幌市", 1),
            ("０６０－０００１ 北海道札幌市", 1),
            ("060-0001 北海道札幌市", 0),
            ("北海道札幌市中央区北１条西２－３－４", 0),
            ("０６０", 0),
            ("〒", 0),
        ] {
            expect("KF11", &[("facility.address", &format!("\"{address}\""))], times);
        }
    }

    #[test]
    fn half_width_and_free_text_are_silent() {
        expect("KF11", &[("f1.staff.doctors", r#""2""#)], 0);
        expect("KF11", &[("f1.areas", r#"["６６"]"#)], 0);
        expect("KF11", &[("f1.remarks", r#""毎週２回""#), ("facility.name", r#""第１クリニック""#)], 0);
    }
}
