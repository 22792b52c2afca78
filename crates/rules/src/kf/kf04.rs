//! KF04 選択肢にない値。 A key is told only where it looks like one, never what may be free text.

use kakari_sources::Cite;

use crate::context::Fault;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF04",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "選択肢にない値です",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}の「{0}」は、選択肢にありません。",
            why: "選択肢にない値は回答として読み取れず、点検も転記もできません。",
            fix: "画面で選択肢から選び直してください。",
        },
        Text {
            message: "{items}に、選択肢にない値があります。",
            why: "選択肢にない値は回答として読み取れず、点検も転記もできません。",
            fix: "画面で選択肢から選び直してください。",
        },
        Text {
            message: "{items}に、選択肢の文言「{0}」がそのまま書かれています。",
            why: "ファイルの中では、選択肢を文言ではなくキーで表します。文言のままでは回答として読み取れません。",
            fix: "画面で選び直すか、ファイルの中の文言をキー「{1}」に書き換えてください。",
        },
        Text {
            message: "{items}が、定期報告でも変更報告でもありません。",
            why: "報告の種類には定期報告と変更報告があり、G-MISでも報告のはじめに選びます。",
            fix: "画面で報告の種類を選び直すか、ファイルの中を「periodic」(定期報告)か「change」(変更報告)に書き換えてください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項"), Cite::derived("manual-gmis", "PDF p.9")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "選択肢の項目には、その項目の選択肢のどれかが入ります。キーは項目ごとに決まっていて、ほかの項目のキーや、表にない番号は使えません。",
        good: &[Example::new("選択肢のキー", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", "")])],
        bad: &[
            Example::new("ほかの項目のキー", &[("f1.generalist", r#""willing""#)]),
            Example::new("17までの表にない番号", &[("f1.areas", r#"["6","18"]"#)]),
            Example::new("選択肢の文言", &[("f1.generalist", r#""有り""#)]),
            Example::new("定期報告でも変更報告でもない", &[("report", r#""yearly""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.draft.report().is_some_and(|report| !matches!(report, "periodic" | "change")) {
        findings.raise(context).at_member("report").text(3);
    }
    let mut seen: Vec<(usize, &str)> = Vec::new();
    for (item, fault) in context.faults() {
        let Fault::UnknownOption(key) = fault else {
            continue;
        };
        if seen.contains(&(*item, key)) {
            continue;
        }
        seen.push((*item, key));
        let finding = findings.raise(context).at_item(*item);
        if let Some(meant) = context.catalog.options_at(*item).iter().find(|option| option.label == *key) {
            finding.text(2).arg(key).arg(&meant.key);
        } else if looks_like_a_key(key) {
            finding.arg(key);
        } else {
            finding.text(1);
        }
    }
}

/// Short, and without anything that a name, an address or a mail address would need.
fn looks_like_a_key(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn a_number_outside_the_list_is_told() {
        expect("KF04", &[("f1.areas", r#"["0"]"#)], 0);
        expect("KF04", &[("f1.areas", r#"["17"]"#)], 0);
        assert_eq!(says("KF04", &[("f1.areas", r#"["18"]"#)]).0, "「一次診療の領域」の「18」は、選択肢にありません。");
        expect("KF04", &[("f1.diseases", r#"["40"]"#)], 0);
        expect("KF04", &[("f1.diseases", r#"["41"]"#)], 1);
    }

    #[test]
    fn each_unknown_key_is_told_once() {
        expect("KF04", &[("f1.areas", r#"["18","19","18"]"#)], 2);
    }

    #[test]
    fn what_may_be_free_text_is_not_told() {
        for text in ["例示 太郎", "taro@example.jp", "abcdefghijklmnopqrstu", ""] {
            let json = format!("\"{text}\"");
            assert_eq!(
                says("KF04", &[("f1.generalist", &json)]).0,
                "「総合診療専門医の有無」に、選択肢にない値があります。"
            );
        }
        assert!(says("KF04", &[("f1.generalist", r#""abcdefghijklmnopqrst""#)]).0.contains("abcdefghijklmnopqrst"));
    }

    #[test]
    fn a_label_is_answered_with_its_key() {
        let (_, fix) = says("KF04", &[("f1.medication", r#""無し(院内処方のみ)""#)]);
        assert!(fix.contains("「in_house_only」"), "{fix}");
    }

    #[test]
    fn the_kind_of_report_is_one_of_two() {
        expect("KF04", &[("report", r#""change""#)], 0);
        expect("KF04", &[("report", "")], 0);
        expect("KF04", &[("report", "3")], 0);
        assert_eq!(places("KF04", &[("report", r#""Periodic""#)]), [["report"]]);
    }
}
