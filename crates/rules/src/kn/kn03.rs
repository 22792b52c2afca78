//! KN03 介護サービス等との連携の体制がすべて「無し」なのに算定回数がある。 Most of the choices were inferred, hence
//! provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::{are_negative, counts_above_zero};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KN03",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "ニの体制がすべて「無し」で、算定回数があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "ニの体制の7項目がどれも「無し」ですが、{items}が0より大きくなっています。",
        why: "算定した回数があるときは、介護サービス等と連携する体制もあると考えられます。ただし、算定回数は前年度の実績で、ほかの項目とは対象の期間が違うため、両方が実際のとおりということもあります。",
        fix: "7項目の回答と算定回数を、医療機関で確かめてください。どちらも実際のとおりであれば、このままで問題ありません。",
    }],
    sources: &[
        Cite::our_reading("regulation", "別表第八 第四 四 イ"),
        Cite::our_reading("regulation", "別表第八 第四 四 ロ"),
        Cite::our_reading("regulation", "別表第八 第四 四 ハ"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "主治医意見書、相談機会・担当者会議、地域ケア会議等、居宅療養管理指導、介護保険施設等の医療、情報共有システム、ACPの7項目がどれも「無し」で、算定回数が0より大きいときに、両方が実際のとおりかを確かめます。",
        good: &[
            Example::new("主治医意見書を作成している", &[("f2ni.claims.care_manager", "3")]),
            Example::new(
                "算定回数が0",
                &[
                    ("f2ni.opinion", r#""no""#),
                    ("f2ni.conference", r#""no""#),
                    ("f2ni.acp", r#""no""#),
                    ("f2ni.claims.care_manager", "0"),
                ],
            ),
        ],
        bad: &[Example::new(
            "7項目が「無し」で、算定がある",
            &[
                ("f2ni.opinion", r#""no""#),
                ("f2ni.conference", r#""no""#),
                ("f2ni.acp", r#""no""#),
                ("f2ni.claims.care_manager", "3"),
            ],
        )],
    },
};

const STRUCTURE: [Id; 7] = [
    Id::F2niOpinion,
    Id::F2niConference,
    Id::F2niCommunity,
    Id::F2niHomeGuidance,
    Id::F2niFacilities,
    Id::F2niNetwork,
    Id::F2niAcp,
];

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() || !are_negative(context, &STRUCTURE) {
        return;
    }
    let counts = counts_above_zero(context, "f2ni");
    if !counts.is_empty() {
        findings.raise(context).at_items(counts);
    }
}

#[cfg(test)]
mod tests {
    use super::STRUCTURE;
    use crate::testing::{expect, places};

    const NO: &str = r#""no""#;

    #[track_caller]
    fn with(more: &[(&str, &str)], times: usize) {
        expect("KN03", &[&none()[..], more].concat(), times);
    }

    fn none() -> [(&'static str, &'static str); 7] {
        STRUCTURE.map(|id| (id.as_str(), NO))
    }

    #[test]
    fn one_claim_is_enough_and_none_is_not() {
        with(&[("f2ni.claims.care_manager", "1")], 1);
        with(&[("f2ni.claims.facility_care", "1")], 1);
        with(&[("f2ni.claims.care_manager", "0"), ("f2ni.claims.facility_care", "0")], 0);
        with(&[], 0);
        let both = [("f2ni.claims.facility_care", "2"), ("f2ni.claims.care_manager", "1")];
        assert_eq!(
            places("KN03", &[&none()[..], &both].concat()),
            [["f2ni.claims.care_manager", "f2ni.claims.facility_care"]]
        );
    }

    #[test]
    fn every_part_of_the_structure_has_to_be_answered_and_negative() {
        let claim = ("f2ni.claims.care_manager", "1");
        for part in STRUCTURE.map(kakari_catalog::Id::as_str) {
            with(&[claim, (part, r#""yes""#)], 0);
            with(&[claim, (part, "")], 0);
            with(&[claim, (part, r#""willing""#)], 1);
        }
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        with(&[("f2ni.claims.care_manager", "1"), ("f1.posted", NO)], 0);
        with(&[("f2ni.claims.care_manager", "1"), ("facility.exclusion", r#""imperial""#)], 0);
    }
}
