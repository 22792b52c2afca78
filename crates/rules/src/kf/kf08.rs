//! KF08 制御文字や外字がある。 Says which kind and how many, not the text.

use kakari_catalog::Item;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF08",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "制御文字や外字があります",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}に、目に見えない制御文字が{0}個入っています。",
            why: "ほかの画面や表計算ソフトに写したとき、文字化けや行のずれのもとになります。ほかの文書から貼り付けたときに入り込みがちです。",
            fix: "その欄を打ち直してください。改行とタブを使えるのは、特記事項などの文章の欄だけです。",
        },
        Text {
            message: "{items}に、外字が{0}個入っています。",
            why: "外字は、作ったパソコンでしか正しく表示されません。G-MISに写したり公表されたりすると、別の字や空白になります。",
            fix: "ふつうの漢字かかなに打ち直してください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "文字の欄に、目に見えない制御文字や、パソコンごとに作られる外字(私用領域の文字)が入っていないかを見ます。特記事項とその他の報告事項の文章の欄では、改行とタブを使えます。",
        good: &[
            Example::new("ふつうの文字", &[("facility.name", r#""髙﨑クリニック""#)]),
            Example::new("特記事項の改行", &[("f1.remarks", r#""1行目\n2行目""#)]),
        ],
        bad: &[
            Example::new("名称に改行", &[("facility.name", r#""例示\nクリニック""#)]),
            Example::new("外字", &[("facility.address", r#""北海道\ue000市""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for (index, texts) in context.texts_by_item() {
        let may_break = takes_lines(&context.catalog.items()[index]);
        let mut counts = [0, 0];
        for character in texts.into_iter().flat_map(str::chars) {
            let is_break = may_break && matches!(character, '\n' | '\r' | '\t');
            counts[0] += usize::from(is_control(character) && !is_break);
            counts[1] += usize::from(is_private_use(character));
        }
        for (text, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            findings.raise(context).at_item(index).text(text).arg(count);
        }
    }
}

/// Whether the item takes a text of more than one line.
fn takes_lines(item: &Item) -> bool {
    item.id.ends_with(".remarks") || item.section == "other"
}

/// Control characters, and those that only steer how others are shown: marks and overrides of direction, invisible
/// spaces.
pub(super) fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// 外字: the private use area and planes 15 and 16.
pub(super) fn is_private_use(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn line_breaks_and_tabs_belong_in_longer_texts_only() {
        for id in ["f1.remarks", "f2ni.remarks", "other.community", "other.education"] {
            expect("KF08", &[(id, r#""a\r\nb\tc""#)], 0);
            expect("KF08", &[(id, r#""a\u0000""#)], 1);
        }
        for id in ["facility.name", "facility.address", "facility.manager", "f1.diseases.other"] {
            expect("KF08", &[(id, r#""a b""#)], 0);
            expect("KF08", &[(id, r#""a\tb""#)], 1);
        }
    }

    #[test]
    fn the_bounds_of_the_private_use_area() {
        for (character, times) in [
            ('\u{d7ff}', 0),
            ('\u{e000}', 1),
            ('\u{f8ff}', 1),
            ('\u{f900}', 0),
            ('\u{effff}', 0),
            ('\u{f0000}', 1),
            ('\u{10ffff}', 1),
        ] {
            expect("KF08", &[("f1.remarks", &format!("\"{character}\""))], times);
        }
    }

    #[test]
    fn it_counts_and_does_not_tell_the_text() {
        let (message, fix) = says("KF08", &[("facility.manager", r#""例示\u0007太郎\u202e""#)]);
        assert_eq!(message, "「管理者」に、目に見えない制御文字が2個入っています。");
        assert!(!fix.contains("例示"));
    }

    #[test]
    fn each_kind_gives_one_finding_for_an_item() {
        expect("KF08", &[("facility.name", r#""\u0001\u0002\ue000\ue001""#)], 2);
    }

    #[test]
    fn partners_and_names_are_looked_at_too() {
        expect("KF08", &[("f2i.partners", r#"[{"name":"a\n","content":"b"},{"name":"c","content":"d\n"}]"#)], 1);
        expect("KF08", &[("f2ni.facilities.names", r#"["例示\ue000苑"]"#)], 1);
    }
}
