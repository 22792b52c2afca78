//! KF09 CP932で表せない文字がある。 The characters are listed, and nothing else of the text.

use std::collections::BTreeSet;

use kakari_sources::Cite;

use super::kf08::{is_control, is_private_use};
use crate::{Context, Findings, InForce, Rule, Severity, Text, cp932};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

/// How many characters are listed.
const MOST: usize = 10;

pub(crate) static RULE: Rule = Rule {
    code: "KF09",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "古いシステムで表せない文字があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}に、古い文字コード(シフトJISのWindows版、CP932)で表せない文字があります。{0}です。",
        why: "この文字コードのCSVファイルや古いシステムでは、これらの文字が「?」などに変わります。このツールの下書きファイルでは、そのまま保存されます。",
        fix: "表示されている文字に間違いがなければ、そのままでかまいません。CSVをExcelで開くときや、ほかのシステムに取り込むときは、変わっていないか確かめてください。",
    }],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "人名や地名に使う漢字の一部、絵文字、欧文の記号などは、CP932で表せません。挙げるのは重ならない文字だけで、10種類までです。制御文字と外字は、別の点検(KF08)で扱います。",
        good: &[
            Example::new("JISの漢字", &[("facility.name", r#""例示クリニック""#)]),
            Example::new("CP932にある拡張漢字", &[("facility.name", r#""髙﨑医院①""#)]),
        ],
        bad: &[
            Example::new("CP932にない漢字", &[("facility.name", r#""𠮷田医院""#)]),
            Example::new("絵文字", &[("f1.remarks", r#""往診可😀""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for (index, texts) in context.texts_by_item() {
        let mut characters = BTreeSet::new();
        for character in texts.into_iter().flat_map(str::chars) {
            if !cp932::holds(character) && !is_control(character) && !is_private_use(character) {
                characters.insert(character);
            }
        }
        if characters.is_empty() {
            continue;
        }
        let mut list: Vec<String> = characters.iter().take(MOST).map(|character| shown(*character)).collect();
        if characters.len() > MOST {
            list.push(format!("ほか{}種類", characters.len() - MOST));
        }
        findings.raise(context).at_item(index).arg(list.join("、"));
    }
}

/// The character with its number; the number alone where the character cannot be seen by itself.
fn shown(character: char) -> String {
    let code = u32::from(character);
    let is_seen_alone = !matches!(character,
        '\u{a0}' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{200f}' | '\u{202f}' | '\u{205f}'..='\u{206f}'
        | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}');
    if is_seen_alone { format!("「{character}」(U+{code:04X})") } else { format!("U+{code:04X}") }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn the_characters_are_listed_once_in_the_order_of_their_numbers() {
        let (message, _) = says("KF09", &[("facility.name", r#""𠮷田é医院𠮷""#)]);
        assert!(message.ends_with("「é」(U+00E9)、「𠮷」(U+20BB7)です。"), "{message}");
        assert!(!message.contains('田'));
    }

    #[test]
    fn at_most_ten_are_listed() {
        let (ten, _) = says("KF09", &[("f1.remarks", r#""àáâãäåæçèé""#)]);
        assert!(!ten.contains("ほか") && ten.contains('é'), "{ten}");
        let (eleven, _) = says("KF09", &[("f1.remarks", r#""àáâãäåæçèéê""#)]);
        assert!(eleven.contains("「é」(U+00E9)、ほか1種類です。"), "{eleven}");
    }

    #[test]
    fn a_mark_that_cannot_be_seen_alone_is_told_by_number() {
        let (message, _) = says("KF09", &[("f1.remarks", r#""か\u3099""#)]);
        assert!(message.ends_with("U+3099です。"), "{message}");
    }

    #[test]
    fn what_the_encoding_holds_is_silent() {
        expect("KF09", &[("f1.remarks", r#""ABC abc ｱｲｳ 漢字 〜 ～ ① ㈱ 髙 ～ － −""#)], 0);
    }

    #[test]
    fn control_characters_and_private_use_are_left_to_another_rule() {
        expect("KF09", &[("f1.remarks", r#""\u0001\u202e\uf8ff""#)], 0);
    }

    #[test]
    fn each_item_gives_one_finding() {
        let partners = r#"[{"name":"𠮷","content":"é"},{"name":"ü","content":""}]"#;
        assert_eq!(
            places("KF09", &[("facility.name", r#""é""#), ("f2i.partners", partners)]),
            [["facility.name"], ["f2i.partners"]]
        );
    }
}
