//! K101 ★の項目を満たしていない。 A legitimate answer: 1号機能 is then reported as 「無し」.

use kakari_sources::Cite;

use crate::decisions::STARS;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

const WHY: &str = "1号機能が「有り」になるのは、★の4項目がすべてそろった場合です。1号機能が「無し」の場合、2号機能の報告は求められません。";

pub(crate) static RULE: Rule = Rule {
    code: "K101",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "★の項目を満たしていません",
    // One text for each of the ★ items, in their order.
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "★の{items}が「無し」です。1号機能は「無し」として報告することになります。",
            why: WHY,
            fix: "実際のとおりであれば、このままで問題ありません。求められているのは、よくある疾患を診るとともに、生活状況をふまえて診療と保健指導を行い、専門を超えるときは地域の医師や医療機関などの協力を得て解決方法を示すことです。専門を超える診療まで自院で行うことは求められていません。研修の修了者や総合診療専門医がいることも要件ではありません。",
        },
        Text {
            message: "★の{items}が「無し」です。1号機能は「無し」として報告することになります。",
            why: WHY,
            fix: "実際のとおりであれば、このままで問題ありません。求められているのは、具体的な機能、研修の修了者の有無、総合診療専門医の有無、一次診療の領域、一次診療の疾患、相談対応の6つの院内掲示です。国の様式を使うことや、人数、2号機能まで掲示することは求められていません。研修の修了者や総合診療専門医がいることも要件ではありません。",
        },
        Text {
            message: "★の{items}が「該当無し」です。1号機能は「無し」として報告することになります。",
            why: WHY,
            fix: "実際のとおりであれば、このままで問題ありません。求められているのは、17の診療領域のうち1つ以上で一次診療に対応できることです。すべての領域に対応することは求められていません。対応できる曜日や時間が限られていても「対応できる」として報告できます。研修の修了者や総合診療専門医がいることも要件ではありません。",
        },
        Text {
            message: "★の{items}が「無し」です。1号機能は「無し」として報告することになります。",
            why: WHY,
            fix: "実際のとおりであれば、このままで問題ありません。求められているのは、医療に関する患者さんからの相談に応じられることで、継続的な医療を要する方からの継続的な相談も含みます。研修の修了者や総合診療専門医がいることは要件ではありません。",
        },
    ],
    sources: &[
        Cite::restates("guideline", "第2章 1号機能"),
        Cite::restates("regulation", "別表第八 第一"),
        Cite::restates("regulation", "別表第八 第二 一"),
        Cite::restates("regulation", "別表第八 第二 四"),
        Cite::restates("regulation", "別表第八 第二 六"),
        Cite::restates("qa", "Q5"),
        Cite::restates("qa", "Q7"),
        Cite::restates("manual", "PDF p.53"),
        Cite::restates("manual", "PDF p.7"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "★は、具体的な機能、院内掲示による公表、1つ以上の領域での一次診療、患者からの相談の4項目です。1つでも欠けると1号機能は「無し」で、2号機能の報告は求められません。「無し」と報告することに問題はなく、欠けている項目と、その項目で求められていないことをお知らせします。",
        good: &[
            Example::new("★の4項目がそろっている", &[]),
            Example::new("研修の修了者がいない", &[("f1.training", r#""no""#), ("f1.training.count", "")]),
            Example::new("領域が1つだけ", &[("f1.areas", r#"["17"]"#)]),
        ],
        bad: &[
            Example::new("院内掲示をしていない", &[("f1.posted", r#""no""#)]),
            Example::new("領域が「該当無し」", &[("f1.areas", r#"["0"]"#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() {
        return;
    }
    for (text, star) in STARS.iter().enumerate() {
        if context.answer(star.id).is_positive() == Some(false) {
            findings.raise(context).text(text).at(star.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, STARS};
    use crate::testing::{expect, places, says};

    const ALL_LACKING: &[(&str, &str)] = &[
        ("f1.function", r#""no""#),
        ("f1.posted", r#""no""#),
        ("f1.areas", r#"["0"]"#),
        ("f1.consultation", r#""no""#),
    ];

    #[test]
    fn every_star_that_is_lacking_is_found_on_its_own() {
        for star in ALL_LACKING {
            assert_eq!(places("K101", &[*star]), [[star.0]]);
        }
        assert_eq!(places("K101", ALL_LACKING), [["f1.function"], ["f1.posted"], ["f1.areas"], ["f1.consultation"]]);
    }

    #[test]
    fn there_is_one_text_for_every_star() {
        assert_eq!(RULE.texts.len(), STARS.len());
    }

    #[test]
    fn each_text_says_what_is_not_demanded() {
        for star in ALL_LACKING {
            let (message, fix) = says("K101", &[*star]);
            assert!(message.contains("1号機能は「無し」として報告することになります"), "{message}");
            assert!(fix.contains("専門医がいること") && fix.contains("要件ではありません"), "{fix}");
        }
        let (_, fix) = says("K101", &[("f1.areas", r#"["0"]"#)]);
        assert!(fix.contains("1つ以上") && fix.contains("曜日や時間が限られていても"), "{fix}");
    }

    #[test]
    fn what_is_unanswered_or_unreadable_is_not_lacking() {
        expect("K101", &[("f1.function", ""), ("f1.areas", "[]"), ("f1.posted", r#""perhaps""#)], 0);
    }

    #[test]
    fn nothing_is_said_to_those_that_need_not_report() {
        expect("K101", &[("facility.exclusion", r#""dental_only""#), ("f1.posted", r#""no""#)], 0);
    }
}
