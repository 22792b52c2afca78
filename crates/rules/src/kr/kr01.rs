//! KR01 連携して確保しているのに、連携医療機関の名称または連携の内容がない(別表第八 第四 五)。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::partners_missing;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KR01",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "病床の連携医療機関の名称または連携の内容がありません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "後方支援病床を連携して確保すると回答していますが、{items}が入力されていません。",
            why: "病床を連携して確保するときは、連携する病院・診療所の名称と連携の内容も報告事項です。",
            fix: "連携する病院・診療所の名称と連携の内容を入力してください。連携していなければ、「後方支援病床」で別の選択肢を選んでください。",
        },
        Text {
            message: "{items}の{0}に、名称または連携の内容が入力されていません。",
            why: "連携する病院・診療所の名称と連携の内容は、どちらも報告事項です。",
            fix: "足りないほうを入力してください。使わない行は消してください。",
        },
    ],
    sources: &[
        Cite::restates("regulation", "別表第八 第四 五"),
        Cite::restates("law", "第30条の18の4第1項第3号"),
        Cite::derived("regulation", "別表第八 第五 二"),
    ],
    // The ordinance itself asks for name and content; only the shape of the question on the form was inferred.
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "「後方支援病床」で連携の選択肢を選んだときに、連携する病院・診療所の名称と連携の内容が、行ごとにそろっているかを確かめます。空白だけの入力は、入力に数えません。1号機能が「無し」のときは見ません。",
        good: &[
            Example::new(
                "名称と連携の内容がある",
                &[
                    ("f2ro.beds", r#""partnered""#),
                    ("f2ro.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#),
                ],
            ),
            Example::new(
                "病床を確保しておらず、連携医療機関がない",
                &[("f2ro.beds", r#""no""#), ("f2ro.partners", "")],
            ),
        ],
        bad: &[
            Example::new("連携医療機関がない", &[("f2ro.beds", r#""partnered""#), ("f2ro.partners", "")]),
            Example::new(
                "2番目の連携の内容がない",
                &[
                    ("f2ro.beds", r#""partnered""#),
                    (
                        "f2ro.partners",
                        r#"[{"name": "例示病院", "content": "患者の受入れ"}, {"name": "例示医院", "content": " "}]"#,
                    ),
                ],
            ),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    partners_missing(context, findings, Id::F2roPartners);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const CHOSEN: (&str, &str) = ("f2ro.beds", r#""partnered""#);

    #[track_caller]
    fn with(partners: &str, times: usize) {
        expect("KR01", &[CHOSEN, ("f2ro.partners", partners)], times);
    }

    #[test]
    fn at_least_one_partner_is_wanted() {
        with("", 1);
        with("[]", 1);
        with(r#"[{"name": "", "content": "　"}]"#, 1);
        with(r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#, 0);
        assert_eq!(places("KR01", &[CHOSEN, ("f2ro.partners", "")]), [["f2ro.partners"]]);
    }

    #[test]
    fn every_row_wants_name_and_content_and_is_named_by_its_number() {
        with(r#"[{"name": "例示病院"}]"#, 1);
        with(r#"[{"name": "　", "content": "患者の受入れ"}]"#, 1);
        let rows = r#"[{"name": "い"}, {"name": "ろ", "content": "は"}, {"content": "に"}]"#;
        let (message, _) = says("KR01", &[CHOSEN, ("f2ro.partners", rows)]);
        assert_eq!(message, "「病床の連携医療機関」の1番目、3番目に、名称または連携の内容が入力されていません。");
    }

    #[test]
    fn every_option_of_partnership_wants_partners() {
        expect("KR01", &[("f2ro.beds", r#""own_and_partnered""#), ("f2ro.partners", "")], 1);
    }

    #[test]
    fn without_partnership_none_is_wanted() {
        for choice in [r#""own""#, r#""no""#, r#""willing""#, ""] {
            expect("KR01", &[("f2ro.beds", choice), ("f2ro.partners", "")], 0);
        }
    }

    #[test]
    fn what_cannot_be_read_is_found_elsewhere() {
        with(r#""例示病院""#, 0);
        expect("KR01", &[("f2ro.beds", "1"), ("f2ro.partners", "")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        for silent in [("f1.posted", r#""no""#), ("facility.exclusion", r#""imperial""#)] {
            expect("KR01", &[silent, CHOSEN, ("f2ro.partners", "")], 0);
        }
        expect("KR01", &[("f1.posted", ""), CHOSEN, ("f2ro.partners", "")], 1);
    }
}
