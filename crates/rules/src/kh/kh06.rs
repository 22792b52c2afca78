//! KH06 電子レセプトで請求していないため、算定回数を自院で数える。 That no preprint comes then follows from the guideline
//! and was not read as such; hence provisional.

use kakari_sources::Cite;

use crate::function2_checks::counts_by_hand;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KH06",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "ハの算定回数を自院で数えて入力します",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "電子レセプトで請求していないため、{items}は自院で数えて入力します。",
        why: "あらかじめ表示される集計値は電子レセプトから作られるため、請求が電子レセプトでなければ表示されないと考えられます。",
        fix: "{0}を数えて入力してください。算定がなければ0です。どの診療報酬項目を数えるかの一覧は、このツールでは確認できていません。",
    }],
    sources: &[
        Cite::derived("guideline", "第2章 留意事項"),
        Cite::restates("regulation", "別表第八 第四 三 ロ"),
        Cite::restates("regulation", "別表第八 第四 三 ハ"),
        Cite::restates("regulation", "別表第八 第四 三 ニ"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "電子レセプトで請求していない医療機関には、算定回数の集計値があらかじめ表示されないと読めます。「電子レセプトで請求していない」と回答したときに、入力していない算定回数をまとめて示します。1号機能が「無し」のときは見ません。",
        good: &[
            Example::new("電子レセプトで請求している", &[]),
            Example::new(
                "自院で数えて入力した",
                &[
                    ("facility.electronic_claims", "false"),
                    ("f2ha.claims.visit", "12"),
                    ("f2ha.claims.house_call", "0"),
                    ("f2ha.claims.home_nursing", "3"),
                    ("f2ha.claims.nursing_order", "0"),
                    ("f2ha.claims.end_of_life", "1"),
                ],
            ),
        ],
        bad: &[Example::new("算定回数の入力がない", &[("facility.electronic_claims", "false")])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    counts_by_hand(context, findings, "f2ha");
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const BY_HAND: (&str, &str) = ("facility.electronic_claims", "false");

    #[test]
    fn one_finding_lists_every_count_that_is_missing() {
        assert_eq!(
            places("KH06", &[BY_HAND]),
            [[
                "f2ha.claims.visit",
                "f2ha.claims.house_call",
                "f2ha.claims.home_nursing",
                "f2ha.claims.nursing_order",
                "f2ha.claims.end_of_life"
            ]]
        );
        assert_eq!(
            places(
                "KH06",
                &[
                    BY_HAND,
                    ("f2ha.claims.house_call", "0"),
                    ("f2ha.claims.home_nursing", "0"),
                    ("f2ha.claims.nursing_order", "0"),
                    ("f2ha.claims.end_of_life", "0")
                ]
            ),
            [["f2ha.claims.visit"]]
        );
        expect(
            "KH06",
            &[
                BY_HAND,
                ("f2ha.claims.house_call", "0"),
                ("f2ha.claims.home_nursing", "0"),
                ("f2ha.claims.nursing_order", "0"),
                ("f2ha.claims.end_of_life", "0"),
                ("f2ha.claims.visit", "0"),
            ],
            0,
        );
    }

    #[test]
    fn it_names_the_period_to_count() {
        let (_, fix) = says("KH06", &[BY_HAND]);
        assert!(fix.starts_with("令和6年4月1日〜令和7年3月31日の実績(令和6年度)を数えて"), "{fix}");
    }

    #[test]
    fn it_is_silent_unless_claims_are_said_not_to_be_electronic() {
        expect("KH06", &[("facility.electronic_claims", "true")], 0);
        expect("KH06", &[("facility.electronic_claims", "")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KH06", &[BY_HAND, ("f1.posted", r#""no""#)], 0);
        expect("KH06", &[BY_HAND, ("facility.exclusion", r#""imperial""#)], 0);
        expect("KH06", &[BY_HAND, ("f1.posted", "")], 1);
    }

    #[test]
    fn what_cannot_be_read_is_found_elsewhere() {
        expect(
            "KH06",
            &[
                BY_HAND,
                ("f2ha.claims.house_call", "0"),
                ("f2ha.claims.home_nursing", "0"),
                ("f2ha.claims.nursing_order", "0"),
                ("f2ha.claims.end_of_life", "0"),
                ("f2ha.claims.visit", "-1"),
            ],
            0,
        );
    }
}
